package io.leeway.data;

import java.nio.file.Path;
import java.util.Objects;

/** The policy for rows that cannot be read. */
public sealed interface Malformed {
    /**
     * Returns the default policy: reading fails with a {@link RowException}.
     *
     * @return the policy
     */
    static Malformed fail() {
        return new Fail();
    }

    /**
     * Returns the policy that skips the row and counts it in the {@link ReadReport}.
     *
     * @return the policy
     */
    static Malformed skip() {
        return new Skip();
    }

    /**
     * Returns the policy that skips the row, counts it and writes it to a file. The file contains the header and the
     * rejected rows, cell for cell, so that it can be repaired and then read.
     *
     * <p>The file is replaced when an iteration reaches its end: it contains the rejected rows of the last complete
     * iteration, and only the header if there were none. An iteration that fails, or whose stream is closed early,
     * leaves the file unchanged; an abandoned iterator leaves a hidden file beside it that ends in {@code .partial}.
     * The file is written in the charset of the source, and as gzip if its name ends in {@code .gz}.
     *
     * @param file the file to write; not the source itself
     * @return the policy
     */
    static Malformed quarantine(Path file) {
        return new Quarantine(file);
    }

    /** See {@link Malformed#fail()}. */
    record Fail() implements Malformed {}

    /** See {@link Malformed#skip()}. */
    record Skip() implements Malformed {}

    /**
     * See {@link Malformed#quarantine(Path)}.
     *
     * @param file the file to write
     */
    record Quarantine(Path file) implements Malformed {
        /**
         * Checks that there is a file.
         *
         * @param file the file to write
         */
        public Quarantine {
            Objects.requireNonNull(file, "file");
        }
    }
}

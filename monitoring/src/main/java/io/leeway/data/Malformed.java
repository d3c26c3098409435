package io.leeway.data;

import java.nio.file.Path;
import java.util.Objects;

/** What becomes of a row that cannot be read. */
public sealed interface Malformed {
    /**
     * Stops the reading with a {@link RowException}. The default.
     *
     * @return the policy
     */
    static Malformed fail() {
        return new Fail();
    }

    /**
     * Leaves the row out and counts it in the {@link ReadReport}.
     *
     * @return the policy
     */
    static Malformed skip() {
        return new Skip();
    }

    /**
     * Leaves the row out, counts it and writes it to a file, which then holds the header and the refused rows, cell for cell, so
     * that it can be repaired and read by itself.
     *
     * <p>The file is replaced as a whole when a reading reaches its end: it holds the refused rows of the newest complete reading
     * and nothing else (the header alone where none was refused). A reading that is broken off leaves it as it was, as long as its stream is closed or it failed; what
     * an abandoned iterator had written stays beside it in a hidden file that ends in {@code .partial}. It is written
     * in the charset of the source, as gzip if its name ends in {@code .gz}.
     *
     * @param file where to write; not the source itself
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
     * @param file where to write
     */
    record Quarantine(Path file) implements Malformed {
        /**
         * Checks that there is a file.
         *
         * @param file where to write
         */
        public Quarantine {
            Objects.requireNonNull(file, "file");
        }
    }
}

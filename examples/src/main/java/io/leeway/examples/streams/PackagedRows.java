package io.leeway.examples.streams;

import io.leeway.data.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Rows of a compressed CSV file that lies beside their type. */
public final class PackagedRows {
    private PackagedRows() {}

    /**
     * Reads all rows.
     *
     * @param type of a row
     * @param name of the file
     * @param <R> of a row
     * @return the rows, in the order of the file
     * @throws IOException if they cannot be read
     */
    public static <R extends Record> List<R> read(Class<R> type, String name) throws IOException {
        Path copy = Files.createTempFile("rows", ".csv.gz");
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name), name)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return Rows.csv(copy, type).toList();
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}

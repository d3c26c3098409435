package io.leeway.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a source of rows cannot be read: it is missing, empty or truncated, or has a wrong header or invalid
 * bytes.
 */
public sealed class DataException extends RuntimeException permits RowException, HeaderException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * Creates the exception.
     *
     * @param file the file that cannot be read
     * @param message what is wrong and what to do; the file's name is prepended
     * @param cause the cause, if there is one
     */
    public DataException(Path file, String message, @Nullable Throwable cause) {
        super(file + ": " + message, cause);
        this.file = file;
    }

    /**
     * Returns the file that cannot be read.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }
}

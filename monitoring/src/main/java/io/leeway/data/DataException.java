package io.leeway.data;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says that a source of rows cannot be read as a whole: it is missing, empty, cut short, or has the wrong header or bytes. */
public sealed class DataException extends RuntimeException permits RowException, HeaderException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    /**
     * Creates the exception.
     *
     * @param file the file at fault
     * @param message what is wrong and what to do; the file's name is put before it
     * @param cause what was thrown, if anything
     */
    public DataException(Path file, String message, @Nullable Throwable cause) {
        super(file + ": " + message, cause);
        this.file = file;
    }

    /**
     * Gives the file at fault.
     *
     * @return the file as it was named
     */
    public Path file() {
        return file;
    }
}

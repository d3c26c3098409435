package io.leeway.monitoring.report;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says that a report could not be put together or written. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;

    ReportException(String message, @Nullable Path file, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    /**
     * The file that could not be written.
     *
     * @return the file, or empty where the report could not be put together
     */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}

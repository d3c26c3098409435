package io.leeway.monitoring.report;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when a report cannot be built or written. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;

    ReportException(String message, @Nullable Path file, @Nullable Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    /**
     * Returns the file that could not be written.
     *
     * @return the file, or empty if the report could not be built
     */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}

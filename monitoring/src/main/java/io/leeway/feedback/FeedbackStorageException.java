package io.leeway.feedback;

import java.io.IOException;
import java.util.Objects;

/**
 * Thrown when the folder of a log cannot be read or written: it is read-only or full, or the disk failed. What was being
 * recorded is not acknowledged and not kept; what was acknowledged before is not affected.
 */
public final class FeedbackStorageException extends FeedbackException {
    private static final long serialVersionUID = 1L;

    private final String place;

    FeedbackStorageException(String place, String message, IOException cause) {
        super(message + ": " + place + " (" + cause + ")", cause);
        this.place = place;
    }

    /**
     * Returns what could not be read or written.
     *
     * @return the path of a file or folder
     */
    public String place() {
        return place;
    }

    @Override
    public synchronized IOException getCause() {
        return (IOException) Objects.requireNonNull(super.getCause());
    }
}

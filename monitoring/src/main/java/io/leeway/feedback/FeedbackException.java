package io.leeway.feedback;

import org.jspecify.annotations.Nullable;

/** Thrown when a feedback log cannot do what it was asked to. */
public abstract sealed class FeedbackException extends RuntimeException
        permits FeedbackInUseException, FeedbackSchemaException, FeedbackStorageException, InvalidFeedbackException {
    private static final long serialVersionUID = 1L;

    FeedbackException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package io.leeway.model;

import org.jspecify.annotations.Nullable;

/** Thrown when a model cannot be read, does not fit its use, or cannot make predictions. */
public abstract class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The model, as whoever read it calls it; null until known. */
    private volatile @Nullable String subject;

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    protected ModelException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what was wrong, where, and what to do
     * @param cause the cause; null if there is none
     */
    protected ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Adds the name of the model to the message, for callers that know which model was read. Only the first name is
     * kept.
     *
     * @param model the name of the model, such as {@code flight-delay v7}
     * @return this exception
     */
    public ModelException about(String model) {
        if (subject == null) {
            subject = model;
        }
        return this;
    }

    @Override
    public String getMessage() {
        String about = subject;
        String message = String.valueOf(super.getMessage());
        return about == null ? message : about + ": " + message;
    }
}

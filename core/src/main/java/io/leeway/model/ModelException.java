package io.leeway.model;

import org.jspecify.annotations.Nullable;

/** A model could not be read, does not fit its use, or cannot answer. */
public abstract class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The model, as whoever read it calls it; null until known. */
    private volatile @Nullable String subject;

    /**
     * Says what was wrong.
     *
     * @param message what was wrong, where, and what to do
     */
    protected ModelException(String message) {
        super(message);
    }

    /**
     * Says what was wrong, and why.
     *
     * @param message what was wrong, where, and what to do
     * @param cause why; null if nothing else threw
     */
    protected ModelException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Names the model in the message, for whoever knows what was being read; the first name given stays.
     *
     * @param model what the model is called, such as {@code flight-delay v7}
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

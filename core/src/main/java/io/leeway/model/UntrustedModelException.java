package io.leeway.model;

/**
 * Thrown when a model requires something that is not allowed: a class, a file, a library. Nothing of it was created.
 */
public final class UntrustedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What the model asks for. */
    private final String subject;

    /**
     * Creates an exception.
     *
     * @param subject what the model requires, such as the name of a class
     * @param message what was wrong and what to do
     */
    public UntrustedModelException(String subject, String message) {
        super(message);
        this.subject = subject;
    }

    /**
     * Returns what was rejected.
     *
     * @return the name of a class, file, domain or library, as in the bytes of the model
     */
    public String subject() {
        return subject;
    }
}

package io.leeway.model;

/** A model asks for something that it may not have: a class, a file, a library. Nothing of it was created. */
public final class UntrustedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What the model asks for. */
    private final String subject;

    /**
     * Refuses a model.
     *
     * @param subject what it asks for, such as the name of a class
     * @param message what was wrong and what to do
     */
    public UntrustedModelException(String subject, String message) {
        super(message);
        this.subject = subject;
    }

    /**
     * Returns what was refused.
     *
     * @return the name of a class, file, domain or library, as it stands in the model's bytes
     */
    public String subject() {
        return subject;
    }
}

package io.leeway.registry;

/** What is to be registered is not acceptable: no bytes, a text that is too long or not well-formed, a negative count. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class InvalidArtifactException extends RegistryException {

    private final String field;
    private final String problem;

    /**
     * Creates an exception.
     *
     * @param field what is wrong, such as {@code bytes} or {@code metadata "note"}
     * @param problem why
     */
    public InvalidArtifactException(String field, String problem) {
        super("Invalid " + field + ": " + problem);
        this.field = field;
        this.problem = problem;
    }

    /**
     * Returns what is wrong.
     *
     * @return the field
     */
    public String field() {
        return field;
    }

    /**
     * Returns why it was refused.
     *
     * @return the problem
     */
    public String problem() {
        return problem;
    }
}

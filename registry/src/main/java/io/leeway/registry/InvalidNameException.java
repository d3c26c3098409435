package io.leeway.registry;

/** A name or key that is not allowed: a model name, an alias, a metadata key, the name of a metric, an actor. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class InvalidNameException extends RegistryException {

    private final String kind;
    private final String value;
    private final String problem;

    /**
     * Creates an exception.
     *
     * @param kind what kind of name, such as {@code model name}
     * @param value the text that was refused
     * @param problem why it was refused
     */
    public InvalidNameException(String kind, String value, String problem) {
        super("Invalid " + kind + " " + Text.quote(value) + ": " + problem);
        this.kind = kind;
        this.value = value;
        this.problem = problem;
    }

    /**
     * Returns what kind of name it is.
     *
     * @return the kind, such as {@code model name}
     */
    public String kind() {
        return kind;
    }

    /**
     * Returns the text that was refused, as it came.
     *
     * @return the text
     */
    public String value() {
        return value;
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

package io.leeway.registry;

import java.util.Optional;

/**
 * Thrown when a value is not allowed in a registry: a malformed name, alias or metadata key, an artifact without bytes,
 * a text that is too long, a negative count. Nothing was changed.
 */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class InvalidValueException extends RegistryException {

    private final String field;
    private final Optional<String> value;
    private final String problem;

    /**
     * Creates an exception for a value that is not included in the message.
     *
     * @param field the field, such as {@code bytes} or {@code metadata "note"}
     * @param problem why its value is not allowed
     */
    public InvalidValueException(String field, String problem) {
        super("Invalid " + field + ": " + problem);
        this.field = field;
        this.value = Optional.empty();
        this.problem = problem;
    }

    /**
     * Creates an exception for a name or key.
     *
     * @param field the field, such as {@code model name} or {@code alias}
     * @param value the rejected text; the message quotes it
     * @param problem why it is not allowed
     */
    public InvalidValueException(String field, String value, String problem) {
        super("Invalid " + field + " " + Text.quote(value) + ": " + problem);
        this.field = field;
        this.value = Optional.of(value);
        this.problem = problem;
    }

    /**
     * Returns the field whose value was rejected.
     *
     * @return the field, such as {@code model name} or {@code bytes}
     */
    public String field() {
        return field;
    }

    /**
     * Returns the rejected text.
     *
     * @return the text, if the field is a name or key
     */
    public Optional<String> value() {
        return value;
    }

    /**
     * Returns why the value was rejected.
     *
     * @return the problem
     */
    public String problem() {
        return problem;
    }
}

package io.leeway.registry;

/**
 * The name of a model, such as {@code flight-delay}: 1 to {@value #MAX_LENGTH} characters of {@code A-Z a-z 0-9 . _ -}
 * that begin with a letter or a digit.
 *
 * <p>What could be taken for a path, or cannot be a file name on some system, is refused here and not later: separators,
 * a leading or trailing dot, control characters, anything beyond ASCII (letters that look alike), and the names of
 * Windows devices such as {@code nul} or {@code com1.x}. Names that differ in case are different names; a registry keeps
 * them apart even where the file system does not.
 *
 * @param value the text of the name
 */
public record ModelName(String value) implements Comparable<ModelName> {

    /** The most characters that a name may have. */
    public static final int MAX_LENGTH = 120;

    /**
     * Checks the name.
     *
     * @param value the text of the name
     * @throws InvalidValueException if the text is not a valid name
     */
    public ModelName {
        Text.name("model name", value, MAX_LENGTH);
    }

    /**
     * Returns the name of this text.
     *
     * @param value the text
     * @return the name
     * @throws InvalidValueException if the text is not a valid name
     */
    public static ModelName of(String value) {
        return new ModelName(value);
    }

    @Override
    public int compareTo(ModelName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.leeway.registry;

/**
 * The name of a model, such as {@code flight-delay}: 1 to {@value #MAX_LENGTH} characters of {@code A-Z a-z 0-9 . _ -}
 * that begin with a letter or a digit.
 *
 * <p>Names that could be mistaken for a path, or that are not valid file names on some system, are invalid: names with
 * separators, with a leading or trailing dot, with control characters or with non-ASCII characters (some letters look
 * alike), and the names of Windows devices, such as {@code nul} or {@code com1.x}. Names that differ in case are
 * different names; a registry distinguishes them even if the file system does not.
 *
 * @param value the text of the name
 */
public record ModelName(String value) implements Comparable<ModelName> {

    /** The maximum number of characters of a name. */
    public static final int MAX_LENGTH = 120;

    /**
     * Creates a name.
     *
     * @param value the text of the name
     * @throws InvalidValueException if the text is not a valid name
     */
    public ModelName {
        Text.name("model name", value, MAX_LENGTH);
    }

    /**
     * Returns a name.
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

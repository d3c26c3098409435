package io.leeway.registry;

import java.util.Locale;

/**
 * A movable name for one version of a model, such as {@code champion}: 1 to {@value #MAX_LENGTH} characters of
 * {@code A-Z a-z 0-9 . _ -} that begin with a letter.
 *
 * <p>Names that could be mistaken for a version are invalid: {@code latest}, and {@code v1}, {@code v2} and so on, in
 * upper or lower case.
 *
 * @param value the text of the alias
 */
public record Alias(String value) implements Comparable<Alias> {

    /** The maximum number of characters of an alias. */
    public static final int MAX_LENGTH = 120;

    /** The usual alias of the version that is served. */
    public static final Alias CHAMPION = new Alias("champion");

    /**
     * Creates an alias.
     *
     * @param value the text of the alias
     * @throws InvalidValueException if the text is not a valid alias
     */
    public Alias {
        Text.name("alias", value, MAX_LENGTH);
        char first = value.charAt(0);
        if (first >= '0' && first <= '9') {
            throw new InvalidValueException("alias", value, "it must begin with a letter, or it reads as a version");
        }
        if (value.toLowerCase(Locale.ROOT).matches("latest|v[0-9]+")) {
            throw new InvalidValueException("alias", value, "it reads as a version");
        }
    }

    /**
     * Returns an alias.
     *
     * @param value the text
     * @return the alias
     * @throws InvalidValueException if the text is not a valid alias
     */
    public static Alias of(String value) {
        return new Alias(value);
    }

    @Override
    public int compareTo(Alias other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

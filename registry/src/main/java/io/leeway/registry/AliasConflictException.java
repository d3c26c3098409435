package io.leeway.registry;

/**
 * Thrown when an alias is not at the version that the caller expected, because somebody else has moved it. Nothing was
 * changed.
 */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class AliasConflictException extends RegistryException {

    private final ModelName model;
    private final Alias alias;
    private final int expected;
    private final int actual;

    /**
     * Creates an exception.
     *
     * @param model the model
     * @param alias the alias
     * @param expected the version that the caller expected, 0 for none
     * @param actual the version that the alias names, 0 for none
     */
    public AliasConflictException(ModelName model, Alias alias, int expected, int actual) {
        super("Alias " + alias + " of model " + model + " was expected "
                + (expected == 0 ? "not to exist" : "at version " + expected) + ", but "
                + (actual == 0 ? "does not exist" : "is at version " + actual)
                + "; nothing was changed. Read the model again and decide again");
        this.model = model;
        this.alias = alias;
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Returns the model.
     *
     * @return its name
     */
    public ModelName model() {
        return model;
    }

    /**
     * Returns the alias.
     *
     * @return the alias
     */
    public Alias alias() {
        return alias;
    }

    /**
     * Returns the version that the caller expected.
     *
     * @return its number, 0 for none
     */
    public int expected() {
        return expected;
    }

    /**
     * Returns the version that the alias named.
     *
     * @return its number, 0 for none
     */
    public int actual() {
        return actual;
    }
}

package io.leeway.model;

/** A sound model that does not answer what it was asked for: a regressor read as a classifier, or another schema's. */
public final class MismatchedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What was expected. */
    private final String expected;

    /** What was found. */
    private final String actual;

    MismatchedModelException(String what, String expected, String actual) {
        super("The model's " + what + " is " + actual + ", but " + expected
                + " was expected. Read it with the schema and the kind that it was trained with.");
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Returns what the caller asked for.
     *
     * @return the expected value
     */
    public String expected() {
        return expected;
    }

    /**
     * Returns what the model has.
     *
     * @return the value found
     */
    public String actual() {
        return actual;
    }
}

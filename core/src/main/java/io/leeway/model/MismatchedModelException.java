package io.leeway.model;

/**
 * Thrown when a valid model does not fit its use: a regressor read as a classifier, a model of another schema, or one
 * whose predictions are not probabilities.
 */
public final class MismatchedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What was expected. */
    private final String expected;

    /** What was found. */
    private final String actual;

    /**
     * Creates an exception.
     *
     * @param what the property of the model, such as {@code list of classes}
     * @param expected the expected value
     * @param actual the actual value
     */
    public MismatchedModelException(String what, String expected, String actual) {
        this(what, expected, actual, "Read it with the schema and the kind that it was trained with");
    }

    /**
     * Creates an exception with a remedy.
     *
     * @param what the property of the model, such as {@code list of classes}
     * @param expected the expected value
     * @param actual the actual value
     * @param remedy what to do, without a full stop
     */
    public MismatchedModelException(String what, String expected, String actual, String remedy) {
        super("The model's " + what + " is " + actual + ", but " + expected + " was expected. " + remedy + ".");
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Returns the expected value.
     *
     * @return the value that the caller requires
     */
    public String expected() {
        return expected;
    }

    /**
     * Returns the actual value.
     *
     * @return the value of the model
     */
    public String actual() {
        return actual;
    }
}

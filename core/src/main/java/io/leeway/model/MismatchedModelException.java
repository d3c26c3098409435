package io.leeway.model;

/** A sound model that does not fit its use: a regressor read as a classifier, another schema's, or one whose answers are no probabilities. */
public final class MismatchedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What was expected. */
    private final String expected;

    /** What was found. */
    private final String actual;

    /**
     * Refuses a model that was trained with another schema or kind.
     *
     * @param what which property of the model, such as {@code list of classes}
     * @param expected what was expected
     * @param actual what was found
     */
    public MismatchedModelException(String what, String expected, String actual) {
        this(what, expected, actual, "Read it with the schema and the kind that it was trained with");
    }

    /**
     * Refuses a model and says what to do about it.
     *
     * @param what which property of the model, such as {@code list of classes}
     * @param expected what was expected
     * @param actual what was found
     * @param remedy what to do, without a final point
     */
    public MismatchedModelException(String what, String expected, String actual, String remedy) {
        super("The model's " + what + " is " + actual + ", but " + expected + " was expected. " + remedy + ".");
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

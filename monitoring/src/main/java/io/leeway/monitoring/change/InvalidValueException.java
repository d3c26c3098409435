package io.leeway.monitoring.change;

/** Thrown when a {@link ChangeDetector} rejects a value; the detector is unchanged. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String detector;
    private final double value;

    /**
     * Creates an exception of a detector of numbers.
     *
     * @param detector the detector's name
     * @param value the rejected value
     */
    public InvalidValueException(String detector, double value) {
        this(detector, Input.NUMBERS, value);
    }

    /**
     * Creates an exception.
     *
     * @param detector the detector's name
     * @param input the values that it accepts
     * @param value the rejected value
     */
    public InvalidValueException(String detector, Input input, double value) {
        super(detector + " needs " + input + ", was " + value + "; count missing values apart and do not feed them");
        this.detector = detector;
        this.value = value;
    }

    /**
     * Returns the detector that rejected the value.
     *
     * @return its name
     */
    public String detector() {
        return detector;
    }

    /**
     * Returns the rejected value.
     *
     * @return {@code NaN}, an infinity or a number outside the range that the detector accepts
     */
    public double value() {
        return value;
    }
}

package io.leeway.monitoring.change;

/** Thrown when a {@link ChangeDetector} rejects a value; the detector is unchanged. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String detector;
    private final double value;

    /**
     * Creates an exception.
     *
     * @param detector the detector's name
     * @param value the rejected value
     */
    public InvalidValueException(String detector, double value) {
        super(detector + " needs a finite number of at most " + ChangeDetector.LARGEST_MAGNITUDE + " in magnitude, was "
                + value + "; count missing values apart and do not feed them");
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
     * @return {@code NaN}, an infinity or a number above {@link ChangeDetector#LARGEST_MAGNITUDE} in magnitude
     */
    public double value() {
        return value;
    }

    /**
     * Rejects values that would make all later sums useless.
     *
     * @param detector the detector's name
     * @param value the value to check
     */
    static void check(String detector, double value) {
        // Written so that NaN fails as well.
        if (!(Math.abs(value) <= ChangeDetector.LARGEST_MAGNITUDE)) {
            throw new InvalidValueException(detector, value);
        }
    }
}

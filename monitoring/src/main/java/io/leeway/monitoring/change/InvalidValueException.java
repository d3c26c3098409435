package io.leeway.monitoring.change;

/** A value that no {@link ChangeDetector} can use; the detector ignored it. */
public final class InvalidValueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String detector;
    private final double value;

    /**
     * Names the detector and the value.
     *
     * @param detector the detector's name
     * @param value what was refused
     */
    public InvalidValueException(String detector, double value) {
        super(detector + " needs a finite number of at most " + ChangeDetector.LARGEST_MAGNITUDE + " in magnitude, was "
                + value + "; count missing values apart and do not feed them");
        this.detector = detector;
        this.value = value;
    }

    /**
     * The detector that refused the value.
     *
     * @return its name
     */
    public String detector() {
        return detector;
    }

    /**
     * The value that was refused.
     *
     * @return {@code NaN}, an infinity or a number above {@link ChangeDetector#LARGEST_MAGNITUDE} in magnitude
     */
    public double value() {
        return value;
    }

    /**
     * Refuses what could poison sums for ever.
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

package io.leeway.monitoring.change;

/** The values that a change detector accepts. */
public enum Input {

    /** Finite numbers of at most {@link ChangeDetector#LARGEST_MAGNITUDE} in magnitude. */
    NUMBERS(
            -ChangeDetector.LARGEST_MAGNITUDE,
            ChangeDetector.LARGEST_MAGNITUDE,
            false,
            "a finite number of at most " + ChangeDetector.LARGEST_MAGNITUDE + " in magnitude"),

    /** Numbers from 0 to 1, such as a loss that is bounded; also {@link #ERRORS}. */
    SHARES(0, 1, false, "a number from 0 to 1"),

    /** 1 for an error (or any other event) and 0 for none. */
    ERRORS(0, 1, true, "0 or 1");

    final double least;
    final double greatest;
    private final String text;
    final boolean whole;

    Input(double least, double greatest, boolean whole, String text) {
        this.least = least;
        this.greatest = greatest;
        this.text = text;
        this.whole = whole;
    }

    /**
     * Returns whether a detector of this input accepts a value.
     *
     * @param value any number
     * @return {@code false} for {@code NaN}, infinities and everything out of range
     */
    public boolean accepts(double value) {
        return accepts(value, least, greatest, whole);
    }

    static boolean accepts(double value, double least, double greatest, boolean whole) {
        // Written so that NaN fails as well, and without a branch that errors decide.
        return whole ? value * (value - 1) == 0 : value >= least && value <= greatest;
    }

    @Override
    public String toString() {
        return text;
    }
}

package io.leeway.monitoring.performance;

/** A prediction or label that no metric is defined for: a NaN, an infinity, or a probability outside of 0 to 1. */
public final class InvalidPredictionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The position of the value, or -1. */
    private final int index;

    /** The value. */
    private final double value;

    InvalidPredictionException(String what, int index, double value) {
        super(what + " " + value + (index < 0 ? "" : " at index " + index)
                + "; count and leave out what the model could not predict before measuring it");
        this.index = index;
        this.value = value;
    }

    /**
     * The position of the value in the array that was handed in.
     *
     * @return the index, or -1 where the value came alone
     */
    public int index() {
        return index;
    }

    /**
     * The value that was refused.
     *
     * @return the value, perhaps NaN
     */
    public double value() {
        return value;
    }
}

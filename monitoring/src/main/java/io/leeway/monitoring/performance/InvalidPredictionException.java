package io.leeway.monitoring.performance;

/** Thrown when a prediction or label is invalid: NaN, infinite, or a probability outside of 0 to 1. */
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
     * Returns the index of the value in its array.
     *
     * @return the index, or -1 if the value was not in an array
     */
    public int index() {
        return index;
    }

    /**
     * Returns the rejected value.
     *
     * @return the value, perhaps NaN
     */
    public double value() {
        return value;
    }
}

package io.leeway.monitoring.performance;

/** The losses of a single prediction that direct loss estimation learns. */
enum Loss {
    /** Absolute. */
    ABSOLUTE,
    /** Absolute, divided by the absolute actual value. */
    RELATIVE,
    /** Squared. */
    SQUARED,
    /** Squared, of the logarithms of values plus 1. */
    SQUARED_LOG;

    /** What a division by an actual value of 0 is replaced by, as in scikit-learn. */
    private static final double LEAST_ACTUAL = 0x1p-52;

    /** NaN where it is undefined: logarithms of values of -1 and less. */
    double of(double prediction, double actual) {
        double error = Math.abs(prediction - actual);
        return switch (this) {
            case ABSOLUTE -> error;
            case RELATIVE -> error / Math.max(LEAST_ACTUAL, Math.abs(actual));
            case SQUARED -> error * error;
            case SQUARED_LOG ->
                prediction > -1 && actual > -1 ? Math.pow(Math.log1p(prediction) - Math.log1p(actual), 2) : Double.NaN;
        };
    }

    double[] of(double[] predictions, double[] actuals) {
        double[] losses = new double[predictions.length];
        for (int row = 0; row < losses.length; row++) {
            losses[row] = of(predictions[row], actuals[row]);
        }
        return losses;
    }
}

package io.leeway.evaluation;

/**
 * A number that says how good a model is.
 *
 * <p>{@link Gates} has the usual ones. An application's own, such as the cost of wrong decisions, implements this interface; it should be
 * a smooth function of averages over rows if {@link Gates#better()} is to compare models by it. Implementations must be pure.
 */
public interface Metric {
    /**
     * Returns the metric's name, as it is stored with a model.
     *
     * @return a short name such as {@code logLoss}
     */
    String name();

    /**
     * Returns whether more is better.
     *
     * @return false for a loss
     */
    boolean higherIsBetter();

    /**
     * Computes the metric.
     *
     * @param evaluation a model's answers
     * @return the value; NaN if it is not defined for these rows, such as ROC AUC of one class only
     */
    double value(Evaluation evaluation);

    /**
     * Returns a gate that lets a model pass from a value on.
     *
     * @param threshold the least value that passes
     * @return the gate
     */
    default Gate atLeast(double threshold) {
        return new ThresholdGate(this, threshold, true);
    }

    /**
     * Returns a gate that lets a model pass up to a value.
     *
     * @param threshold the greatest value that passes
     * @return the gate
     */
    default Gate atMost(double threshold) {
        return new ThresholdGate(this, threshold, false);
    }
}

package io.leeway.evaluation;

/**
 * A number that measures the quality of a model.
 *
 * <p>{@link Gates} creates the usual metrics. Implement this interface for metrics of your own, such as the cost of
 * wrong decisions. If {@link Gates#better()} compares models by it, it should be a smooth function of averages over
 * rows. Implementations must be pure functions.
 */
public interface Metric {
    /**
     * Returns the name of the metric, which is stored with a model.
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
     * @param evaluation the evaluation of a model
     * @return the value; NaN if it is undefined for these rows, such as the ROC AUC of a single class
     */
    double value(Evaluation evaluation);

    /**
     * Returns a gate that passes models with at least a value.
     *
     * @param threshold the least value that passes
     * @return the gate
     */
    default Gate atLeast(double threshold) {
        return new ThresholdGate(this, threshold, true);
    }

    /**
     * Returns a gate that passes models with at most a value.
     *
     * @param threshold the largest value that passes
     * @return the gate
     */
    default Gate atMost(double threshold) {
        return new ThresholdGate(this, threshold, false);
    }
}

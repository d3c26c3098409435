package io.leeway.monitoring.performance;

import java.util.function.ToDoubleFunction;

/** Learns how large the loss of a row is: what a direct loss estimator is built from. */
@FunctionalInterface
public interface LossLearner {
    /**
     * Fits a model of a loss.
     *
     * @param rows for each row its features and, last, the prediction; missing values are NaN
     * @param losses the loss of each row, 0 or more
     * @return a function of such a row, safe for use by several threads; negative answers count as 0
     */
    ToDoubleFunction<double[]> fit(double[][] rows, double[] losses);
}

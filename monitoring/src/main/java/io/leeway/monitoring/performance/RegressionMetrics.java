package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics of a regression on labelled rows.
 *
 * <p>An undefined metric is {@code NaN}: every metric if there are no rows, and {@code r2} if all actual values are
 * equal, as with a single row. {@link #values()} omits undefined metrics. The metrics agree with scikit-learn 1.6.1 to
 * 1e-12.
 *
 * @param rows number of labelled rows
 * @param mae mean absolute error, in the unit of the response
 * @param rmse the root mean squared error, in the unit of the response
 * @param r2 the coefficient of determination: 1 minus the ratio of the squared error to that of the mean of the same
 *     rows; 1 is best, below 0 the mean would be a better prediction
 * @param bias the mean of the prediction minus the actual value; above 0, the model predicts too much
 */
public record RegressionMetrics(long rows, double mae, double rmse, double r2, double bias) {

    /** Binary exponent of the largest number up to which squares need no care. */
    private static final int ORDINARY_EXPONENT = 400;

    private static final List<String> NAMES = List.of("mae", "rmse", "r2", "bias");

    /**
     * Computes the metrics, in three passes. The numbers are copied only if some are above 1e120 or below 1e-120.
     *
     * @param predicted the prediction for each row, finite
     * @param actual the actual value of each row, finite
     * @return the metrics
     * @throws InvalidPredictionException if a value is NaN or infinite
     * @throws IllegalArgumentException if the lengths differ
     */
    public static RegressionMetrics of(double[] predicted, double[] actual) {
        if (predicted.length != actual.length) {
            throw new IllegalArgumentException("got " + predicted.length + " predictions for " + actual.length
                    + " actual values; pass one of each for every row");
        }
        double largest = 0;
        for (int i = 0; i < predicted.length; i++) {
            if (!Double.isFinite(predicted[i])) {
                throw new InvalidPredictionException("not a finite prediction:", i, predicted[i]);
            }
            if (!Double.isFinite(actual[i])) {
                throw new InvalidPredictionException("not a finite actual value:", i, actual[i]);
            }
            largest = Math.max(largest, Math.max(Math.abs(predicted[i]), Math.abs(actual[i])));
        }
        int exponent = Math.getExponent(largest);
        return largest == 0 || Math.abs(exponent) <= ORDINARY_EXPONENT
                ? measure(predicted, actual)
                : measure(scaled(predicted, -exponent), scaled(actual, -exponent))
                        .times(exponent);
    }

    /** Numbers that are near 1, so that their squares neither overflow nor vanish. */
    private static double[] scaled(double[] values, int exponent) {
        return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
    }

    private RegressionMetrics times(int exponent) {
        return new RegressionMetrics(
                rows, Math.scalb(mae, exponent), Math.scalb(rmse, exponent), r2, Math.scalb(bias, exponent));
    }

    private static RegressionMetrics measure(double[] predicted, double[] actual) {
        int n = predicted.length;
        double mean = 0;
        boolean constant = true;
        for (int i = 0; i < n; i++) {
            constant &= actual[i] == actual[0];
            mean += (actual[i] - mean) / (i + 1);
        }
        double absolute = 0;
        double squares = 0;
        double around = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double error = predicted[i] - actual[i];
            sum += error;
            absolute += Math.abs(error);
            squares += error * error;
            around += (actual[i] - mean) * (actual[i] - mean);
        }
        double r2 = constant ? Double.NaN : 1 - squares / around;
        return new RegressionMetrics(n, absolute / n, Math.sqrt(squares / n), r2, sum / n);
    }

    /**
     * Returns the names of all metrics, in the order of {@link #values()}.
     *
     * @return {@code mae}, {@code rmse}, {@code r2}, {@code bias}
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns the metrics by name, in a fixed order, without undefined ones: {@code mae}, {@code rmse}, {@code r2},
     * {@code bias}.
     *
     * @return an unmodifiable map
     */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("mae", mae);
        values.put("rmse", rmse);
        values.put("r2", r2);
        values.put("bias", bias);
        values.values().removeIf(value -> Double.isNaN(value));
        return Collections.unmodifiableMap(values);
    }

    /** Returns the number of rows and all metrics in one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "n %d, MAE %.6g, RMSE %.6g, R2 %.4f, bias %+.6g", rows, mae, rmse, r2, bias);
    }
}

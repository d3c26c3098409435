package io.leeway.monitoring.performance;

import java.util.Arrays;

/** Predictions with their actual outcomes, in the order in which the labels arrived. Immutable. */
public final class LabelledRows {
    private final double[] predictions;
    private final double[] actuals;
    private final long[] predictedMillis;
    private final long[] labelledMillis;

    LabelledRows(double[] predictions, double[] actuals, long[] predictedMillis, long[] labelledMillis) {
        this.predictions = predictions;
        this.actuals = actuals;
        this.predictedMillis = predictedMillis;
        this.labelledMillis = labelledMillis;
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 0
     */
    public int size() {
        return predictions.length;
    }

    /**
     * Returns the predictions.
     *
     * @return a copy
     */
    public double[] predictions() {
        return predictions.clone();
    }

    /**
     * Returns the actual outcomes; 1 and 0 stand for true and false.
     *
     * @return a copy
     */
    public double[] actuals() {
        return actuals.clone();
    }

    /**
     * Returns the actual outcomes of a binary classification.
     *
     * @return true for rows whose actual value is 1
     * @throws InvalidPredictionException if an actual value is neither 0 nor 1
     */
    public boolean[] positives() {
        boolean[] positives = new boolean[actuals.length];
        for (int i = 0; i < actuals.length; i++) {
            if (actuals[i] != 0 && actuals[i] != 1) {
                throw new InvalidPredictionException("not the label of a binary classification:", i, actuals[i]);
            }
            positives[i] = actuals[i] == 1;
        }
        return positives;
    }

    /**
     * Returns the time of each prediction.
     *
     * @return a copy, epoch milliseconds
     */
    public long[] predictedMillis() {
        return predictedMillis.clone();
    }

    /**
     * Returns the time at which each label became known.
     *
     * @return a copy, epoch milliseconds
     */
    public long[] labelledMillis() {
        return labelledMillis.clone();
    }

    /**
     * Computes the metrics of a binary classification with the default threshold and number of bins.
     *
     * @return the metrics
     * @throws InvalidPredictionException if a prediction is not a probability, or an actual value is neither 0 nor 1
     */
    public ClassificationMetrics classification() {
        return classification(ClassificationMetrics.DEFAULT_THRESHOLD);
    }

    /**
     * Computes the metrics of a binary classification.
     *
     * @param threshold the probability from which a row counts as predicted positive
     * @return the metrics
     * @throws InvalidPredictionException if a prediction is not a probability, or an actual value is neither 0 nor 1
     */
    public ClassificationMetrics classification(double threshold) {
        return ClassificationMetrics.of(predictions, positives(), threshold, ClassificationMetrics.DEFAULT_BINS);
    }

    /**
     * Computes the metrics of a regression.
     *
     * @return the metrics
     */
    public RegressionMetrics regression() {
        return RegressionMetrics.of(predictions, actuals);
    }

    /** Returns the number of rows and the times of their labels in one line. */
    @Override
    public String toString() {
        return size() == 0
                ? "no labelled rows"
                : size() + " labelled rows, mean prediction "
                        + Arrays.stream(predictions).average().orElse(Double.NaN) + ", mean actual "
                        + Arrays.stream(actuals).average().orElse(Double.NaN);
    }
}

package io.leeway.monitoring.performance;

import java.util.Arrays;

/**
 * Predictions and what came of them, in the order in which the labels came: a copy, which does not change.
 */
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
     * The number of rows.
     *
     * @return at least 0
     */
    public int size() {
        return predictions.length;
    }

    /**
     * What was predicted.
     *
     * @return a copy
     */
    public double[] predictions() {
        return predictions.clone();
    }

    /**
     * What happened; 1 and 0 for true and false.
     *
     * @return a copy
     */
    public double[] actuals() {
        return actuals.clone();
    }

    /**
     * What happened, for a binary classification.
     *
     * @return true where the actual value is 1
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
     * When each row was predicted.
     *
     * @return a copy, epoch milliseconds
     */
    public long[] predictedMillis() {
        return predictedMillis.clone();
    }

    /**
     * When each label became known.
     *
     * @return a copy, epoch milliseconds
     */
    public long[] labelledMillis() {
        return labelledMillis.clone();
    }

    /**
     * The metrics of a binary classification by the default threshold and bins.
     *
     * @return the metrics
     * @throws InvalidPredictionException if a prediction is no probability or an actual value neither 0 nor 1
     */
    public ClassificationMetrics classification() {
        return classification(ClassificationMetrics.DEFAULT_THRESHOLD);
    }

    /**
     * The metrics of a binary classification.
     *
     * @param threshold probability from which a row counts as predicted positive
     * @return the metrics
     * @throws InvalidPredictionException if a prediction is no probability or an actual value neither 0 nor 1
     */
    public ClassificationMetrics classification(double threshold) {
        return ClassificationMetrics.of(predictions, positives(), threshold, ClassificationMetrics.DEFAULT_BINS);
    }

    /**
     * The metrics of a regression.
     *
     * @return the metrics
     */
    public RegressionMetrics regression() {
        return RegressionMetrics.of(predictions, actuals);
    }

    /** One line: how many rows, and when labelled. */
    @Override
    public String toString() {
        return size() == 0
                ? "no labelled rows"
                : size() + " labelled rows, mean prediction "
                        + Arrays.stream(predictions).average().orElse(Double.NaN) + ", mean actual "
                        + Arrays.stream(actuals).average().orElse(Double.NaN);
    }
}

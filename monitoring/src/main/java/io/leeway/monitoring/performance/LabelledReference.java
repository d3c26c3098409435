package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.List;

/**
 * The labelled rows that later predictions are measured against, in a form that can be stored.
 *
 * @param kind what was predicted
 * @param scores one column for each class (the positive class alone for two), or the predicted numbers
 * @param predicted the predicted class of each row; empty for numbers
 * @param features the features of each row of a regression; empty for classes
 * @param labels the label of each row
 * @param clusters the cluster of each row; empty if rows are independent
 */
public record LabelledReference(
        String kind,
        List<double[]> scores,
        int[] predicted,
        List<double[]> features,
        double[] labels,
        long[] clusters) {

    /**
     * Takes the rows that have a label.
     *
     * @param rows rows
     * @return those with a label
     */
    public static LabelledReference of(ScoredRows rows) {
        ScoredRows known = rows.known();
        return new LabelledReference(
                known.kind().name(),
                List.of(known.scores()),
                known.predicted(),
                List.of(known.features()),
                known.labels(),
                known.clusters());
    }

    /**
     * Returns the rows.
     *
     * @return the rows, all with labels
     * @throws IllegalArgumentException if they contradict themselves
     */
    public ScoredRows rows() {
        return ScoredRows.of(
                ScoredRows.Kind.valueOf(kind),
                scores.toArray(double[][]::new),
                predicted,
                features.toArray(double[][]::new),
                labels,
                clusters);
    }

    /**
     * Returns the estimator that suits them.
     *
     * @return CBPE for classes, DLE for numbers
     * @throws IllegalArgumentException if there are too few rows
     */
    public PerformanceEstimator estimator() {
        return kind.equals(ScoredRows.Kind.NUMBERS.name())
                ? PerformanceEstimator.dle(rows())
                : PerformanceEstimator.cbpe(rows());
    }

    /**
     * Returns whether rows of a cluster depend on each other.
     *
     * @return false if rows are independent
     */
    public boolean hasClusters() {
        return clusters.length > 0;
    }

    /**
     * Returns how many numbers a prediction has.
     *
     * @return the number of classes, 2 for a probability of the positive one; 0 for numbers
     */
    public int classes() {
        return rows().classCount();
    }

    /**
     * Returns the loss of each row: the squared error of the probability, whether the class is wrong, or the absolute error.
     *
     * @param largest what losses are cut off at
     * @return the losses
     */
    public double[] losses(double largest) {
        double[] losses = new double[labels.length];
        for (int row = 0; row < losses.length; row++) {
            double error = scores.get(0)[row] - labels[row];
            losses[row] = switch (ScoredRows.Kind.valueOf(kind)) {
                case BINARY -> error * error;
                case CLASSES -> predicted[row] == labels[row] ? 0 : 1;
                case NUMBERS -> Math.min(largest, Math.abs(error));
            };
        }
        return losses;
    }

    /**
     * Returns the largest absolute error of a number.
     *
     * @return the error
     */
    public double largestError() {
        return Arrays.stream(losses(Double.POSITIVE_INFINITY)).max().orElse(0);
    }
}

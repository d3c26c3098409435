package io.leeway.monitoring.performance;

import io.leeway.monitoring.performance.AssumptionCheck.Outcome;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Whether outcomes still follow the calibrated probabilities, by two tests that share the error between them. One compares
 * observed and expected positives in up to ten groups of similar probability (chi-square, Hosmer and Lemeshow 1980; the
 * probabilities come from other rows, so the degrees of freedom are the groups), with Bonferroni's correction over
 * classes. The other compares the number of right predictions with the expected one. The variance of the reference is
 * added in both, twice, because isotonic regression follows single rows of it. Of
 * clustered rows the shares of the classes and of right predictions are compared, by t tests over clusters.
 */
final class CalibrationCheck {
    private static final int GROUPS = 10;
    /** Fewer clusters say too little about how clusters differ. */
    static final int LEAST_CLUSTERS = 5;
    /** The least expected number of positives and of negatives in a group. */
    private static final double LEAST_EXPECTED = 5;

    private CalibrationCheck() {}

    static AssumptionCheck of(ScoredRows known, double[][] probability, double[][] outcome, long referenceRows) {
        int labels = known.rows();
        if (labels < PerformanceEstimator.LEAST_LABELS) {
            return AssumptionCheck.insufficient(labels);
        }
        double[] right = new double[labels];
        double[] expectedRight = new double[labels];
        for (int row = 0; row < labels; row++) {
            right[row] = ofPredicted(outcome, known.predicted()[row], row);
            expectedRight[row] = ofPredicted(probability, known.predicted()[row], row);
        }
        boolean clustered = known.clusters().length > 0;
        if (clustered && Arrays.stream(known.clusters()).distinct().count() < LEAST_CLUSTERS) {
            return AssumptionCheck.insufficientClusters(labels, LEAST_CLUSTERS);
        }
        double pValue = clustered
                ? ofClusters(known.clusters(), probability, outcome, expectedRight, right)
                : ofRows(probability, outcome, expectedRight, right, referenceRows);
        boolean contradicted = pValue < AssumptionCheck.ALPHA;
        String why = String.format(
                Locale.ROOT,
                "%,d labels %s the calibrated probabilities (p %s; right predictions %.4f, expected %.4f)%s",
                labels,
                contradicted ? "contradict" : "agree with",
                pValue < 1e-4 ? "below 0.0001" : String.format(Locale.ROOT, "%.4f", pValue),
                mean(right),
                mean(expectedRight),
                contradicted
                        ? ": rows with equal scores have other outcomes than in the reference, which the estimate does"
                                + " not see; rely on the labels, and retrain"
                        : "");
        return new AssumptionCheck(contradicted ? Outcome.CONTRADICTED : Outcome.CONSISTENT, labels, pValue, why);
    }

    private static double ofRows(
            double[][] probability, double[][] outcome, double[] expectedRight, double[] right, long referenceRows) {
        double calibration = 1;
        for (int c = 0; c < probability.length; c++) {
            calibration = Math.min(calibration, probability.length * pValue(probability[c], outcome[c], referenceRows));
        }
        double difference = 0;
        double variance = 0;
        for (int row = 0; row < right.length; row++) {
            difference += right[row] - expectedRight[row];
            variance += expectedRight[row] * (1 - expectedRight[row]);
        }
        double z = Math.abs(difference) / Math.sqrt(variance * scale(right.length, referenceRows));
        double accuracy = variance == 0 ? 1 : 2 * NormalDistribution.of(0, 1).survivalProbability(z);
        return Math.min(1, 2 * Math.min(calibration, accuracy));
    }

    /** Cluster t tests: of the numbers of right predictions, and of the shares of the classes. */
    private static double ofClusters(
            long[] clusters, double[][] probability, double[][] outcome, double[] expectedRight, double[] right) {
        ClusterIntervals intervals = ClusterIntervals.of(clusters);
        double shares = 1;
        for (int c = 0; c < probability.length; c++) {
            shares = Math.min(shares, probability.length * intervals.pValue(minus(outcome[c], probability[c])));
        }
        return Math.min(1, 2 * Math.min(shares, intervals.pValue(minus(right, expectedRight))));
    }

    private static double[] minus(double[] first, double[] second) {
        double[] difference = new double[first.length];
        Arrays.setAll(difference, row -> first[row] - second[row]);
        return difference;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double scale(int labels, long referenceRows) {
        return 1 + 2.0 * labels / referenceRows;
    }

    private static double ofPredicted(double[][] columns, int predicted, int row) {
        if (columns.length == 1) {
            return predicted == 1 ? columns[0][row] : 1 - columns[0][row];
        }
        return columns[predicted][row];
    }

    private static double pValue(double[] probability, double[] outcome, long referenceRows) {
        int[] order = ResampledTotals.order(probability);
        double scale = scale(order.length, referenceRows);
        double statistic = 0;
        int groups = 0;
        int size = 0;
        double expected = 0;
        double observed = 0;
        double variance = 0;
        for (int i = 0; i < order.length; i++) {
            int row = order[i];
            size++;
            expected += probability[row];
            observed += outcome[row];
            variance += probability[row] * (1 - probability[row]);
            boolean tied = i + 1 < order.length && probability[order[i + 1]] == probability[row];
            boolean full =
                    size >= order.length / GROUPS && expected >= LEAST_EXPECTED && size - expected >= LEAST_EXPECTED;
            if (full && !tied || i + 1 == order.length && variance > 1) {
                statistic += (observed - expected) * (observed - expected) / (variance * scale);
                groups++;
                size = 0;
                expected = 0;
                observed = 0;
                variance = 0;
            }
        }
        return groups == 0 ? 1 : ChiSquaredDistribution.of(groups).survivalProbability(statistic);
    }
}

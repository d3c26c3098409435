package io.leeway.monitoring.performance;

import java.util.Arrays;

/**
 * Isotonic regression of outcomes on scores by pooling adjacent violators (Ayer and others 1955), linear between the
 * distinct scores and constant beyond them, as scikit-learn's {@code IsotonicRegression(out_of_bounds="clip")}.
 */
final class IsotonicCalibration {
    private final double[] scores;
    private final double[] values;

    private IsotonicCalibration(double[] scores, double[] values) {
        this.scores = scores;
        this.values = values;
    }

    /** Fits rows in ascending order of score, each of which counts as often as its weight says. */
    static IsotonicCalibration fit(double[] score, double[] outcome, int[] order, boolean[] used) {
        double[] distinct = new double[order.length];
        double[] sums = new double[order.length];
        double[] weights = new double[order.length];
        int count = 0;
        for (int row : order) {
            if (!used[row]) {
                continue;
            }
            if (count == 0 || score[row] != distinct[count - 1]) {
                distinct[count++] = score[row];
            }
            sums[count - 1] += outcome[row];
            weights[count - 1]++;
        }
        return new IsotonicCalibration(Arrays.copyOf(distinct, count), pooled(sums, weights, count));
    }

    private static double[] pooled(double[] sums, double[] weights, int count) {
        int[] ends = new int[count];
        double[] sum = new double[count];
        double[] weight = new double[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            sum[pools] = sums[i];
            weight[pools] = weights[i];
            ends[pools++] = i + 1;
            while (pools > 1 && sum[pools - 2] * weight[pools - 1] >= sum[pools - 1] * weight[pools - 2]) {
                pools--;
                sum[pools - 1] += sum[pools];
                weight[pools - 1] += weight[pools];
                ends[pools - 1] = ends[pools];
            }
        }
        double[] values = new double[count];
        int start = 0;
        for (int pool = 0; pool < pools; pool++) {
            Arrays.fill(values, start, ends[pool], sum[pool] / weight[pool]);
            start = ends[pool];
        }
        return values;
    }

    double value(double score) {
        int at = Arrays.binarySearch(scores, score);
        if (at >= 0) {
            return values[at];
        }
        int above = -at - 1;
        if (above == 0 || above == scores.length) {
            return values[Math.min(above, scores.length - 1)];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }
}

package io.leeway.monitoring.performance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/** Confidence bounds of means of losses between 0 and 1. */
final class LossBounds {
    private LossBounds() {}

    /** An upper bound of the mean of independent rows: empirical Bernstein (Waudby-Smith and Ramdas 2024, theorem 2). */
    static double upper(double[] shares, double alpha) {
        double logarithm = Math.log(1 / alpha);
        double mean = 0.5;
        double variance = 0.25;
        double weights = 0;
        double weighted = 0;
        double penalty = 0;
        for (int i = 0; i < shares.length; i++) {
            double bet = Math.min(0.5, Math.sqrt(2 * logarithm / (variance * shares.length)));
            double deviation = shares[i] - mean;
            weights += bet;
            weighted += bet * shares[i];
            penalty += deviation * deviation * (-Math.log1p(-bet) - bet);
            double before = mean;
            mean += deviation / (i + 2);
            variance += ((shares[i] - before) * (shares[i] - mean) - variance) / (i + 2);
        }
        return Math.min(1, (weighted + logarithm + penalty) / weights);
    }

    /** The one-sided bound of Student for a mean of blocks. */
    static double studentUpper(double[] means, double alpha) {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < means.length; i++) {
            double deviation = means[i] - mean;
            mean += deviation / (i + 1);
            squares += deviation * (means[i] - mean);
        }
        double error = Math.sqrt(squares / (means.length - 1) / means.length);
        return mean + error * TDistribution.of(means.length - 1).inverseSurvivalProbability(alpha);
    }

    static double[] meansOfBlocks(double[] losses, long[] blockOfRow) {
        if (losses.length != blockOfRow.length) {
            throw new IllegalArgumentException("got " + losses.length + " losses and " + blockOfRow.length
                    + " blocks; pass one of each for every row");
        }
        Map<Long, double[]> sums = new LinkedHashMap<>();
        for (int row = 0; row < losses.length; row++) {
            double[] sum = sums.computeIfAbsent(blockOfRow[row], key -> new double[2]);
            sum[0] += losses[row];
            sum[1]++;
        }
        return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
    }

    /** The boundary of a sum of deviations with a sum of squares, one-sided, at all times: Howard and others 2021, (10). */
    static double stitched(double squares, double alpha) {
        double v = Math.max(1, squares);
        double l = Math.log(Math.log(2 * v)) + 0.72 * Math.log(5.2 / alpha);
        return 1.7 * Math.sqrt(v * l) + 3.42 * l;
    }
}

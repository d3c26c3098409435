package io.leeway.evaluation;

import io.leeway.monitoring.performance.Interval;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A metric of one model, or the gain of one model over another, with its uncertainty by leaving out one block of rows after the other.
 *
 * <p>Source: Künsch, "The jackknife and the bootstrap for general stationary observations", Annals of Statistics 17 (1989), with blocks
 * that do not overlap; Ibragimov and Müller, "t-statistic based correlation and heterogeneity robust inference", JBES 28 (2010), for the
 * use of Student's t with few blocks.
 *
 * @param mean the mean of the pseudo-values
 * @param standardError of that mean
 * @param blocks how many there were
 */
record BlockJackknife(double mean, double standardError, int blocks) {
    /** The number of blocks, if there are rows enough. */
    static final int BLOCKS = 30;

    private static final int LEAST_BLOCK_ROWS = 10;

    /** The number of blocks for a number of rows: each has 10 rows at least. */
    static int blocks(int rows) {
        return Math.min(BLOCKS, rows / LEAST_BLOCK_ROWS);
    }

    static BlockJackknife gain(Evaluation challenger, Evaluation incumbent, Metric metric, int blocks) {
        int rows = challenger.rows();
        double[] rest = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            int from = start(rows, block, blocks);
            int to = start(rows, block + 1, blocks);
            rest[block] = difference(challenger.without(from, to), incumbent.without(from, to), metric);
        }
        return of(rows, difference(challenger, incumbent, metric), rest);
    }

    /** The intervals of those metrics that are defined, by name. */
    static Map<String, Interval> intervals(Evaluation evaluation, Collection<Metric> metrics, double confidence) {
        int rows = evaluation.rows();
        int blocks = blocks(rows);
        Map<Metric, double[]> rest = new LinkedHashMap<>();
        for (int block = 0; block < blocks; block++) {
            Evaluation without = evaluation.without(start(rows, block, blocks), start(rows, block + 1, blocks));
            for (Metric each : metrics) {
                rest.computeIfAbsent(each, key -> new double[blocks])[block] = each.value(without);
            }
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        rest.forEach((metric, values) -> {
            double value = metric.value(evaluation);
            BlockJackknife jackknife = of(rows, value, values);
            // Where no block makes a difference, as to a recall of 0, an interval without width would claim certainty.
            if (jackknife.isDefined() && jackknife.standardError() > 0.0) {
                double half = jackknife.halfWidth(confidence);
                intervals.put(metric.name(), new Interval(value, value - half, value + half, confidence));
            }
        });
        return intervals;
    }

    private static int start(int rows, int block, int blocks) {
        return (int) ((long) rows * block / blocks);
    }

    /** From the statistic of all rows, and that of the rows without each block. */
    private static BlockJackknife of(int rows, double whole, double[] rest) {
        int blocks = rest.length;
        double[] pseudo = new double[blocks];
        double sum = 0.0;
        for (int block = 0; block < blocks; block++) {
            // For a mean this is exactly the block's own mean, also where blocks differ by a row.
            double share = (double) rows / (start(rows, block + 1, blocks) - start(rows, block, blocks));
            pseudo[block] = share * whole - (share - 1.0) * rest[block];
            sum += pseudo[block];
        }
        double mean = sum / blocks;
        double squares = 0.0;
        for (double each : pseudo) {
            squares += (each - mean) * (each - mean);
        }
        return new BlockJackknife(mean, Math.sqrt(squares / (blocks - 1.0) / blocks), blocks);
    }

    private static double difference(Evaluation challenger, Evaluation incumbent, Metric metric) {
        double difference = metric.value(challenger) - metric.value(incumbent);
        return metric.higherIsBetter() ? difference : -difference;
    }

    boolean isDefined() {
        return Double.isFinite(mean) && Double.isFinite(standardError);
    }

    /** The value that the true gain exceeds with a given confidence. */
    double lowerBound(double confidence) {
        double quantile = TDistribution.of(blocks - 1.0).inverseCumulativeProbability(confidence);
        return mean - quantile * standardError;
    }

    /** Half the width of the interval that contains the true value with a given confidence. */
    double halfWidth(double confidence) {
        double quantile = TDistribution.of(blocks - 1.0).inverseCumulativeProbability((1.0 + confidence) / 2.0);
        return quantile * standardError;
    }
}

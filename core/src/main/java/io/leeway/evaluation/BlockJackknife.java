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
 * use of Student's t with few blocks. Where blocks are days, which are of different size, the estimate is that of all rows, and the variance is that of the delete-a-group
 * jackknife around it (Shao and Tu, "The Jackknife and Bootstrap", 1995, section 2.3; with clusters it is the variance CR3).
 *
 * @param mean the mean of the pseudo-values, or the value of all rows
 * @param standardError of it
 * @param degrees the degrees of freedom of Student's distribution
 */
record BlockJackknife(double mean, double standardError, double degrees) {
    static BlockJackknife gain(Evaluation challenger, Evaluation incumbent, Metric metric) {
        RowBlocks blocks = RowBlocks.of(challenger);
        double[] rest = new double[blocks.count()];
        for (int block = 0; block < rest.length; block++) {
            rest[block] = difference(blocks.without(challenger, block), blocks.without(incumbent, block), metric);
        }
        return of(blocks, difference(challenger, incumbent, metric), rest);
    }

    /** The intervals of those metrics that are defined, by name. */
    static Map<String, Interval> intervals(Evaluation evaluation, Collection<Metric> metrics, double confidence) {
        RowBlocks blocks = RowBlocks.of(evaluation);
        Map<Metric, double[]> rest = new LinkedHashMap<>();
        for (int block = 0; block < blocks.count(); block++) {
            Evaluation without = blocks.without(evaluation, block);
            for (Metric each : metrics) {
                rest.computeIfAbsent(each, key -> new double[blocks.count()])[block] = each.value(without);
            }
        }
        Map<String, Interval> intervals = new LinkedHashMap<>();
        rest.forEach((metric, values) -> {
            double value = metric.value(evaluation);
            BlockJackknife jackknife = of(blocks, value, values);
            // Where no block makes a difference, as to a recall of 0, an interval without width would claim certainty.
            if (jackknife.isDefined() && jackknife.standardError() > 0.0) {
                double half = jackknife.halfWidth(confidence);
                intervals.put(metric.name(), new Interval(value, value - half, value + half, confidence));
            }
        });
        return intervals;
    }

    /** From the statistic of all rows, and that of the rows without each block. */
    private static BlockJackknife of(RowBlocks blocks, double whole, double[] rest) {
        return blocks.areDays() ? ofDays(blocks, whole, rest) : ofRows(blocks, whole, rest);
    }

    /** Days of different size are worth fewer: degrees of freedom as if what a day contributes grew with its rows (Satterthwaite 1946). */
    private static BlockJackknife ofDays(RowBlocks days, double whole, double[] rest) {
        double squares = 0.0;
        double second = 0.0;
        double fourth = 0.0;
        for (int day = 0; day < rest.length; day++) {
            squares += (rest[day] - whole) * (rest[day] - whole);
            double rows = days.rows(day);
            second += rows * rows;
            fourth += rows * rows * rows * rows;
        }
        double error = Math.sqrt(squares * (rest.length - 1.0) / rest.length);
        return new BlockJackknife(whole, error, Math.max(1.0, second * second / fourth - 1.0));
    }

    private static BlockJackknife ofRows(RowBlocks rows, double whole, double[] rest) {
        int blocks = rest.length;
        double[] pseudo = new double[blocks];
        double sum = 0.0;
        for (int block = 0; block < blocks; block++) {
            // For a mean this is exactly the block's own mean, also where blocks differ by a row.
            double share = (double) rows.starts()[blocks] / rows.rows(block);
            pseudo[block] = share * whole - (share - 1.0) * rest[block];
            sum += pseudo[block];
        }
        double mean = sum / blocks;
        double squares = 0.0;
        for (double each : pseudo) {
            squares += (each - mean) * (each - mean);
        }
        return new BlockJackknife(mean, Math.sqrt(squares / (blocks - 1.0) / blocks), blocks - 1.0);
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
        double quantile = TDistribution.of(degrees).inverseCumulativeProbability(confidence);
        return mean - quantile * standardError;
    }

    /** Half the width of the interval that contains the true value with a given confidence. */
    double halfWidth(double confidence) {
        double quantile = TDistribution.of(degrees).inverseCumulativeProbability((1.0 + confidence) / 2.0);
        return quantile * standardError;
    }
}

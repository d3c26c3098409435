package io.leeway.evaluation;

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
        return of(
                challenger.rows(),
                blocks,
                difference(challenger, incumbent, metric),
                (from, to) -> difference(challenger.without(from, to), incumbent.without(from, to), metric));
    }

    static BlockJackknife value(Evaluation evaluation, Metric metric, int blocks) {
        return of(
                evaluation.rows(),
                blocks,
                metric.value(evaluation),
                (from, to) -> metric.value(evaluation.without(from, to)));
    }

    /** The statistic of the rows without those from one place (inclusive) to another (exclusive). */
    private interface Without {
        double rows(int from, int to);
    }

    private static BlockJackknife of(int rows, int blocks, double whole, Without without) {
        double[] pseudo = new double[blocks];
        double sum = 0.0;
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) rows * block / blocks);
            int to = (int) ((long) rows * (block + 1) / blocks);
            // For a mean this is exactly the block's own mean, also where blocks differ by a row.
            double share = (double) rows / (to - from);
            pseudo[block] = share * whole - (share - 1.0) * without.rows(from, to);
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

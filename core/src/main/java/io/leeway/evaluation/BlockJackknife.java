package io.leeway.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The gain of one model over another, with its uncertainty by leaving out one block of rows after the other.
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

    static BlockJackknife gain(Evaluation challenger, Evaluation incumbent, Metric metric, int blocks) {
        int rows = challenger.rows();
        double whole = difference(challenger, incumbent, metric);
        double[] pseudo = new double[blocks];
        double sum = 0.0;
        for (int block = 0; block < blocks; block++) {
            int from = (int) ((long) rows * block / blocks);
            int to = (int) ((long) rows * (block + 1) / blocks);
            double rest = difference(challenger.without(from, to), incumbent.without(from, to), metric);
            // For a mean this is exactly the block's own mean, also where blocks differ by a row.
            double share = (double) rows / (to - from);
            pseudo[block] = share * whole - (share - 1.0) * rest;
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
}

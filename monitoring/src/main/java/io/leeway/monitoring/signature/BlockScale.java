package io.leeway.monitoring.signature;

/**
 * What a statistic is on the reference's own blocks, and how far beyond that another one lies: Student's prediction interval for one further
 * observation (Hahn 1969), whose standard deviation is at least what chance alone gives.
 */
record BlockScale(double mean, double deviation, int blocks) {

    static BlockScale of(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new BlockScale(mean, Math.sqrt(squares / (values.length - 1)), values.length);
    }

    /** By how many deviations a value lies above the mean, or below it if negative. */
    double distance(double value, double least) {
        return (value - mean) / (Math.max(deviation, least) * Math.sqrt(1 + 1.0 / blocks));
    }
}

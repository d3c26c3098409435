package io.leeway.monitoring.variation;

/**
 * What blocks are worth that depend on the blocks before them, by an autoregression of first order: correlations of coefficient^lag.
 *
 * @param inflation the expected squared distance of a far window from the mean of the blocks, divided by the blocks' sample variance
 * @param degrees degrees of freedom of that sample variance (Satterthwaite 1946); blocks - 1 of independent blocks
 */
record Dependence(double inflation, double degrees) {

    /** The coefficient is estimated no higher. */
    private static final double HIGHEST = 0.95;

    static Dependence of(int blocks, double coefficient) {
        double[][] centred = centred(blocks, coefficient);
        double trace = trace(centred);
        double squares = 0;
        for (double[] row : centred) {
            for (double each : row) {
                squares += each * each;
            }
        }
        double ofMean = 1 - trace / blocks;
        return new Dependence((1 + ofMean) * (blocks - 1) / trace, trace * trace / squares);
    }

    /** The coefficient at which the sum of products of neighbours would be expected to be this part of the sum of squares. */
    static double coefficient(int blocks, double ratio) {
        double low = 0;
        double high = HIGHEST;
        if (ratio <= ratio(blocks, low)) {
            return low;
        }
        if (ratio >= ratio(blocks, high)) {
            return high;
        }
        while (high - low > 1e-4) {
            double middle = (low + high) / 2;
            if (ratio(blocks, middle) < ratio) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double ratio(int blocks, double coefficient) {
        double[][] centred = centred(blocks, coefficient);
        double neighbours = 0;
        for (int i = 1; i < blocks; i++) {
            neighbours += centred[i][i - 1];
        }
        return neighbours / trace(centred);
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }

    /** Covariances of the blocks' deviations from their mean, in units of a block's variance. */
    private static double[][] centred(int blocks, double coefficient) {
        double[] powers = new double[blocks];
        powers[0] = 1;
        for (int lag = 1; lag < blocks; lag++) {
            powers[lag] = powers[lag - 1] * coefficient;
        }
        double[] means = new double[blocks];
        double mean = 0;
        for (int i = 0; i < blocks; i++) {
            for (int j = 0; j < blocks; j++) {
                means[i] += powers[Math.abs(i - j)] / blocks;
            }
            mean += means[i] / blocks;
        }
        double[][] centred = new double[blocks][blocks];
        for (int i = 0; i < blocks; i++) {
            for (int j = 0; j < blocks; j++) {
                centred[i][j] = powers[Math.abs(i - j)] - means[i] - means[j] + mean;
            }
        }
        return centred;
    }
}

package io.leeway.monitoring.performance;

/**
 * The variance of a mean of clustered residuals, and how many degrees of freedom it has.
 *
 * @param variance by CR2
 * @param degrees Satterthwaite's, at least 1
 */
record ClusterVariance(double variance, double degrees) {

    /**
     * Of residuals that sum to 0.
     *
     * @param sums the residuals' sum in each cluster
     * @param sizes the number of rows that count in each cluster
     * @param squares the sum of squared residuals
     * @param rows the number of rows that count
     */
    static ClusterVariance of(double[] sums, double[] sizes, double squares, double rows) {
        double sizesSquared = 0;
        double sumsSquared = 0;
        double variance = 0;
        for (int g = 0; g < sums.length; g++) {
            sizesSquared += sizes[g] * sizes[g];
            sumsSquared += sums[g] * sums[g];
            variance += sums[g] * sums[g] / (1 - sizes[g] / rows);
        }
        variance /= rows * rows;
        // Moments: squares = n (s2 + t2), sums squared = n s2 + (sum of sizes squared) t2.
        double between = Math.max(0, (sumsSquared - squares) / (sizesSquared - rows));
        double within = Math.max(0, squares / rows - between);
        if (!(between + within > 0)) {
            // Clusters of single rows, or nothing that differs: rows are independent.
            between = 0;
            within = 1;
        }
        double trace = 0;
        double traceOfSquare = 0;
        for (int g = 0; g < sums.length; g++) {
            for (int h = 0; h <= g; h++) {
                double b = covariance(sizes[g], sizes[h], g == h, rows, sizesSquared, within, between);
                trace += g == h ? b : 0;
                traceOfSquare += (g == h ? 1 : 2) * b * b;
            }
        }
        return new ClusterVariance(variance, Math.max(1, trace * trace / traceOfSquare));
    }

    /** The covariance of two clusters' corrected sums of residuals, under a random effect of the cluster. */
    private static double covariance(
            double g, double h, boolean same, double n, double sizesSquared, double within, double between) {
        double scale = Math.sqrt((1 - g / n) * (1 - h / n));
        double ofRows = (same ? g : 0) - g * h / n;
        double ofClusters = (same ? g * g : 0) - g * h * (g + h) / n + g * h * sizesSquared / (n * n);
        return (within * ofRows + between * ofClusters) / scale;
    }
}

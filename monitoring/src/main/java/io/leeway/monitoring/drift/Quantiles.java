package io.leeway.monitoring.drift;

/** Order statistics of values that are known by how often they occur. */
final class Quantiles {

    private Quantiles() {}

    /** The value with a rank, counted from 0 in ascending order. */
    static double at(double[] points, double[] counts, double rank) {
        double upTo = 0;
        int last = 0;
        for (int i = 0; i < points.length; i++) {
            upTo += counts[i];
            last = counts[i] > 0 ? i : last;
            if (upTo > rank) {
                return points[i];
            }
        }
        return points[last];
    }

    /** The quantile between two neighbours in proportion to its distance from each, as numpy's default. */
    static double between(double[] points, double[] counts, double n, double share) {
        double rank = (n - 1) * share;
        double below = at(points, counts, Math.floor(rank));
        double above = at(points, counts, Math.ceil(rank));
        return below + (above - below) * (rank - Math.floor(rank));
    }
}

package io.leeway.monitoring.drift;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The difference of a category's two proportions in its standard error, that of both samples pooled; of the category that changed most.
 */
final class Proportions {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Proportions() {}

    static Significance significance(Bins bins, PValueMethod method) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double[] totals = SparseBins.totals(bins);
        double largest = 0;
        for (int i = 0; i < bins.size() && bins.size() > 1; i++) {
            largest = Math.max(largest, inErrors(bins.current(i), totals[i], n, m));
        }
        double found = largest;
        return SparseBins.of(
                found, bins, method, current -> largest(current, totals, n, m), () -> asymptotic(found, bins.size()));
    }

    private static double largest(double[] current, double[] totals, double n, double m) {
        double largest = 0;
        for (int i = 0; i < totals.length; i++) {
            largest = Math.max(largest, inErrors(current[i], totals[i], n, m));
        }
        return largest;
    }

    private static double inErrors(double current, double total, double n, double m) {
        double reference = total - current;
        double pooled = total / (n + m);
        double rest = (n - reference + (m - current)) / (n + m);
        return Math.abs(reference / n - current / m) / Math.sqrt(pooled * rest * (1 / n + 1 / m));
    }

    private static double asymptotic(double largest, int categories) {
        // Two categories have one proportion; more are as many tests, corrected by Bonferroni.
        int tests = categories <= 2 ? 1 : categories;
        return Math.min(1, 2 * tests * NORMAL.survivalProbability(largest));
    }
}

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
        double largest = 0;
        for (int i = 0; i < bins.size() && bins.size() > 1; i++) {
            double pooled = (bins.reference(i) + bins.current(i)) / (n + m);
            double rest = (n - bins.reference(i) + (m - bins.current(i))) / (n + m);
            double error = Math.sqrt(pooled * rest * (1 / n + 1 / m));
            largest = Math.max(largest, Math.abs(bins.referenceShare(i) - bins.currentShare(i)) / error);
        }
        // Two categories have one proportion; more are as many tests, corrected by Bonferroni.
        int tests = bins.size() <= 2 ? 1 : bins.size();
        return Significance.asymptotic(largest, Math.min(1, 2 * tests * NORMAL.survivalProbability(largest)));
    }
}

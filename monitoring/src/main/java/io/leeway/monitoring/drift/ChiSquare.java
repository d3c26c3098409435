package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TableSum;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Pearson's statistic of homogeneity: the sum of (observed - expected)^2 / expected over the 2 x k table of counts. */
final class ChiSquare {

    private ChiSquare() {}

    static Significance significance(Bins bins, PValueMethod method) {
        TableSum.Term term = term(bins);
        double statistic = bins.sum(term);
        return SparseBins.ofSum(statistic, bins, method, term, () -> pValue(statistic, bins.size()));
    }

    static double statistic(Bins bins) {
        return bins.sum(term(bins));
    }

    private static TableSum.Term term(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        return (c, r) -> {
            // Both rows of a column are off by the same amount, so that their two terms share the numerator.
            double off = (r * m - c * n) / (n + m);
            return off * off / ((r + c) / (n + m)) * (1 / n + 1 / m);
        };
    }

    /** The p-value of a statistic of so many categories that have rows. */
    static double pValue(double statistic, int categories) {
        return categories < 2 ? 1 : ChiSquaredDistribution.of(categories - 1).survivalProbability(statistic);
    }
}

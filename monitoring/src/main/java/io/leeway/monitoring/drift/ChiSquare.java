package io.leeway.monitoring.drift;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Pearson's statistic of homogeneity: the sum of (observed - expected)^2 / expected over the 2 x k table of counts. */
final class ChiSquare {

    private ChiSquare() {}

    static Significance significance(Bins bins, PValueMethod method) {
        double statistic = statistic(bins);
        return Significance.asymptotic(statistic, pValue(statistic, bins.size()));
    }

    private static double statistic(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double r = bins.reference(i);
            double c = bins.current(i);
            // Both rows of a column are off by the same amount, so that their two terms share the numerator.
            double off = (r * m - c * n) / (n + m);
            double expected = (r + c) / (n + m);
            sum += off * off / expected * (1 / n + 1 / m);
        }
        return sum;
    }

    /** The p-value of a statistic of so many categories that have rows. */
    static double pValue(double statistic, int categories) {
        return categories < 2 ? 1 : ChiSquaredDistribution.of(categories - 1).survivalProbability(statistic);
    }
}

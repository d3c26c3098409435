package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TableSum;

/** Twice the logarithm of the likelihood ratio of homogeneity (Wilks 1938), as {@code chi2_contingency} with log-likelihood in scipy. */
final class GTest {

    private GTest() {}

    static Significance significance(Bins bins, PValueMethod method) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        TableSum.Term term = (c, r) -> {
            double both = (r + c) / (n + m);
            return term(r, n * both) + term(c, m * both);
        };
        double statistic = 2 * Math.max(0, bins.sum(term));
        return SparseBins.ofSum(statistic, bins, method, term, () -> ChiSquare.pValue(statistic, bins.size()));
    }

    /** Less observed - expected, whose sum is 0, each term is positive and nothing cancels between them. */
    private static double term(double observed, double expected) {
        double relative = (observed - expected) / expected;
        return observed == 0 ? expected : observed * Math.log1p(relative) - (observed - expected);
    }
}

package io.leeway.monitoring.drift;

/** Twice the logarithm of the likelihood ratio of homogeneity (Wilks 1938), as {@code chi2_contingency} with log-likelihood in scipy. */
final class GTest {

    private GTest() {}

    static Significance significance(Bins bins, PValueMethod method) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double both = (bins.reference(i) + bins.current(i)) / (n + m);
            sum += term(bins.reference(i), n * both) + term(bins.current(i), m * both);
        }
        double statistic = 2 * Math.max(0, sum);
        return Significance.asymptotic(statistic, ChiSquare.pValue(statistic, bins.size()));
    }

    /** Less observed - expected, whose sum is 0, each term is positive and nothing cancels between them. */
    private static double term(double observed, double expected) {
        double relative = (observed - expected) / expected;
        return observed == 0 ? expected : observed * Math.log1p(relative) - (observed - expected);
    }
}

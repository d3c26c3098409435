package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.Hypergeometric;
import io.leeway.monitoring.statistics.TableSum;

/**
 * How much less probable the table of counts is than the most probable one with the same totals, as -2 ln of their quotient; the p-value is the
 * probability of all tables that are no more probable (Fisher 1934, Freeman and Halton 1951).
 */
final class FisherExact {

    /** The number of rows above which the statistic is that of the G-test to seven digits, and precise. */
    private static final double MANY = 1e7;

    private FisherExact() {}

    static Significance significance(Bins bins, PValueMethod method) {
        if (bins.size() < 2) {
            return Significance.exact(0, 1);
        }
        if (bins.referenceRows() + bins.currentRows() > MANY) {
            return GTest.significance(bins, method);
        }
        double[] totals = new double[bins.size()];
        double[] reference = new double[bins.size()];
        for (int i = 0; i < totals.length; i++) {
            reference[i] = bins.reference(i);
            totals[i] = bins.reference(i) + bins.current(i);
        }
        Hypergeometric tables = new Hypergeometric(totals, bins.referenceRows());
        double statistic = Math.max(0, 2 * tables.logOdds(tables.mode(), reference));
        double exact = method == PValueMethod.ASYMPTOTIC || method == PValueMethod.MONTE_CARLO
                ? Double.NaN
                : tables.probabilityOfAtMost(reference);
        if (!Double.isNaN(exact)) {
            return Significance.exact(statistic, exact);
        }
        TableSum.Term term = (c, r) -> 2 * (Hypergeometric.logFactorial(c) + Hypergeometric.logFactorial(r));
        return SparseBins.ofSum(statistic, bins, method, term, () -> ChiSquare.pValue(statistic, totals.length));
    }
}

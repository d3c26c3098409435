package io.leeway.monitoring.drift;

/** Pearson's statistic of the current sample against the shares of the reference, as if these were known (Pearson 1900), as {@code chisquare} in scipy. */
final class ChiSquareOfFit {

    private ChiSquareOfFit() {}

    static Significance significance(Bins bins, PValueMethod method) {
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double expected = bins.referenceShare(i) * bins.currentRows();
            double off = bins.current(i) - expected;
            // A category that the reference has not has an expectation of 0.
            sum += off == 0 ? 0 : off * off / expected;
        }
        return Significance.asymptotic(sum, Double.isInfinite(sum) ? 0 : ChiSquare.pValue(sum, bins.size()));
    }
}

package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.MonteCarlo;
import io.leeway.monitoring.statistics.TableSum;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** P-values of counts: asymptotic where enough rows are expected in each bin of both samples, otherwise by simulation with the same totals. */
final class SparseBins {

    /** The least number of rows that are expected in each bin of both samples for an asymptotic p-value. */
    static final double LEAST_EXPECTED = 20;

    /** The most categories of a simulation. */
    static final int MOST_BINS = 10_000;

    /** The most current rows that are placed one by one between those of the reference. */
    private static final int MOST_PLACED = 20_000;

    private SparseBins() {}

    /** Of a statistic that is a sum over bins of terms, which take the current count first. */
    static Significance ofSum(
            double statistic, Bins bins, PValueMethod method, TableSum.Term term, DoubleSupplier asymptotic) {
        return ofSum(statistic, bins, method, LEAST_EXPECTED, term, asymptotic);
    }

    /** Likewise, simulated unless so many rows are expected in each bin. */
    static Significance ofSum(
            double statistic,
            Bins bins,
            PValueMethod method,
            double leastExpected,
            TableSum.Term term,
            DoubleSupplier asymptotic) {
        return isSimulated(bins, method, leastExpected)
                ? Significance.simulated(statistic, table(bins, term).pValue(bins.leastLevel()))
                : Significance.asymptotic(statistic, asymptotic.getAsDouble());
    }

    private static TableSum table(Bins bins, TableSum.Term term) {
        return bins.endAtRows() && bins.currentRows() <= MOST_PLACED
                ? TableSum.betweenRows(current(bins), reference(bins), term)
                : new TableSum(current(bins), reference(bins), term);
    }

    /** Of a statistic that is any function of the current counts, given the totals. */
    static Significance of(
            double statistic,
            Bins bins,
            PValueMethod method,
            ToDoubleFunction<double[]> ofCurrent,
            DoubleSupplier asymptotic) {
        return isSimulated(bins, method, LEAST_EXPECTED)
                ? Significance.simulated(
                        statistic, MonteCarlo.pValue(totals(bins), current(bins), ofCurrent, bins.leastLevel()))
                : Significance.asymptotic(statistic, asymptotic.getAsDouble());
    }

    private static boolean isSimulated(Bins bins, PValueMethod method, double leastExpected) {
        return bins.size() > 1
                && bins.size() <= MOST_BINS
                && (method == PValueMethod.AUTO ? isSparse(bins, leastExpected) : method != PValueMethod.ASYMPTOTIC);
    }

    private static boolean isSparse(Bins bins, double leastExpected) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double share = Math.min(n, m) / (n + m);
        for (int i = 0; i < bins.size(); i++) {
            if ((bins.reference(i) + bins.current(i)) * share < leastExpected) {
                return true;
            }
        }
        return false;
    }

    static double[] totals(Bins bins) {
        double[] totals = current(bins);
        for (int i = 0; i < totals.length; i++) {
            totals[i] += bins.reference(i);
        }
        return totals;
    }

    private static double[] current(Bins bins) {
        double[] counts = new double[bins.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bins.current(i);
        }
        return counts;
    }

    private static double[] reference(Bins bins) {
        double[] counts = new double[bins.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bins.reference(i);
        }
        return counts;
    }
}

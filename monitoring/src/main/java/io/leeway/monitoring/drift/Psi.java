package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TableSum;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The population stability index, the sum of (c - r) ln(c / r) over the shares of the bins; an empty bin counts as half a row. */
final class Psi implements ShareDistance.Formula {

    /** Its tail is longer than that of the other sums over bins: with 50 expected rows and ten bins a p-value of 0.0016 occurs 1.3 times too often. */
    private static final double LEAST_EXPECTED = 100;

    @Override
    public double of(Bins bins) {
        return bins.sum(term(bins));
    }

    private static TableSum.Term term(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        return (current, reference) -> {
            double r = Math.max(reference, 0.5) / n;
            double c = Math.max(current, 0.5) / m;
            return (c - r) * Math.log(c / r);
        };
    }

    /** Yurdakul and Naranjo, "Statistical properties of the population stability index", 2020, where bins are not sparse. */
    @Override
    public Optional<Significance> significance(double index, Bins bins, PValueMethod method) {
        return Optional.of(
                SparseBins.ofSum(index, bins, method, LEAST_EXPECTED, term(bins), () -> asymptotic(index, bins)));
    }

    @Override
    public OptionalDouble rowsNeeded(double index, int bins, double alpha, double power) {
        return OptionalDouble.of(SampleSizes.psi(index, bins, alpha, power));
    }

    private static double asymptotic(double index, Bins bins) {
        double scale = 1.0 / bins.referenceRows() + 1.0 / bins.currentRows();
        return bins.size() < 2 ? 1 : ChiSquaredDistribution.of(bins.size() - 1).survivalProbability(index / scale);
    }
}

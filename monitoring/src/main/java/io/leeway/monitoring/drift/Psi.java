package io.leeway.monitoring.drift;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The population stability index, the sum of (c - r) ln(c / r) over the shares of the bins; an empty bin counts as half a row. */
final class Psi implements ShareDistance.Formula {

    @Override
    public double of(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double r = Math.max(bins.reference(i), 0.5) / n;
            double c = Math.max(bins.current(i), 0.5) / m;
            sum += (c - r) * Math.log(c / r);
        }
        return sum;
    }

    /** Yurdakul and Naranjo, "Statistical properties of the population stability index", 2020. */
    @Override
    public OptionalDouble pValue(double index, Bins bins) {
        double scale = 1.0 / bins.referenceRows() + 1.0 / bins.currentRows();
        return OptionalDouble.of(
                bins.size() < 2 ? 1 : ChiSquaredDistribution.of(bins.size() - 1).survivalProbability(index / scale));
    }
}

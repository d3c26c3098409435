package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.MonteCarlo;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/** Two samples of numbers in one order, for rank statistics. */
final class Ties {

    private Ties() {}

    static TiedSamples of(NumericSample reference, NumericSample current) {
        return reference instanceof ExactSample x && current instanceof ExactSample y
                ? y.pairWith(x).ties()
                : BinnedPair.of(reference, current).ties();
    }

    /** The sums of rank statistics of two samples. */
    static RankSums ranks(NumericSample reference, NumericSample current) {
        return reference instanceof ExactSample x && current instanceof ExactSample y
                ? y.pairWith(x).ranks()
                : BinnedPair.of(reference, current).ranks();
    }

    /** The share of all triples of values that are equal from which the p-value of a rank statistic is simulated. */
    private static final double MANY_EQUAL = 0.001;

    /** Whether the p-value of a rank statistic, if it is not exact, is simulated. */
    static boolean areSimulated(RankSums ranks, PValueMethod method) {
        return ranks.size() <= SparseBins.MOST_BINS
                && (method == PValueMethod.AUTO ? areMany(ranks) : method != PValueMethod.ASYMPTOTIC);
    }

    /** Whether so many values are equal that rank statistics have another distribution than without ties. */
    private static boolean areMany(RankSums ranks) {
        return ranks.cubes() / Math.pow(ranks.n() + ranks.m(), 3) > MANY_EQUAL;
    }

    /** The p-value of a statistic of samples and how many values of the first are at each point. */
    static double simulated(TiedSamples samples, ToDoubleBiFunction<TiedSamples, double[]> statistic) {
        // Counts of a profile are estimates.
        double[] x = Arrays.stream(samples.x()).map(Math::rint).toArray();
        double[] y = Arrays.stream(samples.y()).map(Math::rint).toArray();
        TiedSamples whole = new TiedSamples(
                samples.points(), x, y, Arrays.stream(x).sum(), Arrays.stream(y).sum());
        double[] totals = new double[x.length];
        for (int k = 0; k < totals.length; k++) {
            totals[k] = x[k] + y[k];
        }
        return MonteCarlo.pValue(totals, x, chosen -> statistic.applyAsDouble(whole, chosen), 0);
    }
}

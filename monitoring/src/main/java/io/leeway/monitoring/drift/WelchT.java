package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.Means.StandardError;
import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.LargeMeans;
import io.leeway.monitoring.statistics.OutlyingRows;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** The difference of two means in its standard errors, without the assumption of equal variances (Welch 1947), as {@code ttest_ind} in scipy. */
final class WelchT {

    private WelchT() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        Significance found = asymptotic(reference, current);
        // Two constants, or nothing that differs: their p-value is what it is.
        if (method == PValueMethod.ASYMPTOTIC || found.statistic() == 0 || Double.isInfinite(found.statistic())) {
            return found;
        }
        if (reference instanceof ExactSample x && current instanceof ExactSample y) {
            CentralMoments both = y.pairWith(x).moments();
            if (!Means.areSimulated(method, both, x.size(), y.size())) {
                return found;
            }
            if (LargeMeans.areLarge(x.size(), y.size())) {
                return Significance.simulated(found.statistic(), ofLarge(x, y, both, found.statistic()));
            }
        }
        TiedSamples samples = Ties.of(reference, current);
        Means means = Means.of(scaled(samples.points(), Scale.of(reference, current)), samples.x(), samples.y());
        return means.areSimulated(method)
                ? Significance.simulated(found.statistic(), means.pValue(StandardError.OF_EACH))
                : found;
    }

    private static double ofLarge(ExactSample x, ExactSample y, CentralMoments both, double statistic) {
        double scale = Scale.of(x, y);
        OutlyingRows rows = Means.outlying(both, x.size(), y.size());
        rows.add(x.values(), CentralMoments.differences(scale, x.origin() * scale));
        rows.add(y.values(), CentralMoments.differences(scale, x.origin() * scale));
        return Means.pValue(rows, x.size(), y.size(), StandardError.OF_EACH, statistic * statistic);
    }

    private static double[] scaled(double[] values, double scale) {
        return Arrays.stream(values).map(value -> value * scale).toArray();
    }

    private static Significance asymptotic(NumericSample reference, NumericSample current) {
        double scale = Scale.of(reference, current);
        double difference = Math.abs(differenceOfMeans(reference, current, scale));
        double errorOfReference = standardError(reference, scale);
        double errorOfCurrent = standardError(current, scale);
        double error = Math.hypot(errorOfReference, errorOfCurrent);
        if (difference == 0 || Double.isNaN(error)) {
            return Significance.asymptotic(0, 1);
        }
        if (error == 0) {
            return Significance.asymptotic(Double.POSITIVE_INFINITY, 0);
        }
        double shareOfReference = Math.pow(errorOfReference / error, 2);
        double shareOfCurrent = Math.pow(errorOfCurrent / error, 2);
        double freedom = 1
                / (shareOfReference * shareOfReference / (reference.size() - 1)
                        + shareOfCurrent * shareOfCurrent / (current.size() - 1));
        double statistic = difference / error;
        return Significance.asymptotic(
                statistic, Math.min(1, 2 * TDistribution.of(freedom).survivalProbability(statistic)));
    }

    /** Of the mean, times a scale; {@code NaN} for a single value. */
    private static double standardError(NumericSample sample, double scale) {
        return sample.size() < 2 ? Double.NaN : sample.standardDeviation() * scale / Math.sqrt(sample.size() - 1.0);
    }

    /** Times a scale; from a value of a sample, so that nothing cancels where a feature is far from zero. */
    static double differenceOfMeans(NumericSample reference, NumericSample current, double scale) {
        double origin = reference instanceof ExactSample exact ? exact.origin() : mean(reference, 0, 1);
        return mean(current, origin, scale) - mean(reference, origin, scale);
    }

    private static double mean(NumericSample sample, double origin, double scale) {
        return sample instanceof ExactSample exact
                ? exact.moments().mean() * (scale / exact.scale()) + (exact.origin() * scale - origin * scale)
                : ((BinnedSample) sample).mean() * scale - origin * scale;
    }
}

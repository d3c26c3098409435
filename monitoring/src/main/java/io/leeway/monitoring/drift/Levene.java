package io.leeway.monitoring.drift;

import io.leeway.monitoring.drift.Means.StandardError;
import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.CentralMoments.Numbers;
import io.leeway.monitoring.statistics.LargeMeans;
import io.leeway.monitoring.statistics.OutlyingRows;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The analysis of variance of the absolute deviations from each sample's median (Levene 1960, Brown and Forsythe 1974), as {@code levene} in
 * scipy.
 */
final class Levene {

    private Levene() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        if (reference instanceof ExactSample x && current instanceof ExactSample y) {
            Significance found = asymptotic(x, y, method);
            if (found != null) {
                return found;
            }
        }
        TiedSamples samples = Ties.of(reference, current);
        double scale = Scale.of(reference, current);
        double[] points = new double[samples.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = samples.points()[i] * scale;
        }
        Deviations x = Deviations.of(points, samples.x(), samples.n());
        Deviations y = Deviations.of(points, samples.y(), samples.m());
        double all = samples.n() + samples.m();
        double between = samples.n() / all * samples.m() * Math.pow(x.mean - y.mean, 2);
        double within = x.squares + y.squares;
        if (between == 0 || all <= 2) {
            return Significance.asymptotic(0, 1);
        }
        double statistic = (all - 2) * between / within;
        Means means = Means.of(
                joined(x.values, y.values),
                joined(samples.x(), new double[points.length]),
                joined(new double[points.length], samples.y()));
        if (Double.isFinite(statistic) && means.areSimulated(method)) {
            return Significance.simulated(statistic, means.pValue(StandardError.POOLED));
        }
        return Significance.asymptotic(
                statistic,
                Double.isInfinite(statistic) ? 0 : FDistribution.of(1, all - 2).survivalProbability(statistic));
    }

    /** By the moments of the deviations; null where the p-value is simulated by dealing all rows. */
    private static @Nullable Significance asymptotic(ExactSample reference, ExactSample current, PValueMethod method) {
        double scale = Scale.of(reference, current);
        Numbers ofReference = deviations(reference, scale);
        Numbers ofCurrent = deviations(current, scale);
        CentralMoments x = CentralMoments.of(reference.values(), ofReference);
        CentralMoments y = CentralMoments.of(current.values(), ofCurrent);
        double n = x.rows();
        double m = y.rows();
        double between = n / (n + m) * m * Math.pow(x.mean() - y.mean(), 2);
        double within = n * x.second() + m * y.second();
        if (between == 0 || n + m <= 2) {
            return Significance.asymptotic(0, 1);
        }
        double statistic = (n + m - 2) * between / within;
        if (Double.isInfinite(statistic)) {
            return Significance.asymptotic(statistic, 0);
        }
        if (!Means.areSimulated(method, x.with(y), n, m)) {
            return Significance.asymptotic(
                    statistic, FDistribution.of(1, n + m - 2).survivalProbability(statistic));
        }
        if (!LargeMeans.areLarge(n, m)) {
            return null;
        }
        OutlyingRows rows = Means.outlying(x.with(y), n, m);
        rows.add(reference.values(), ofReference);
        rows.add(current.values(), ofCurrent);
        double square = Math.pow(x.mean() - y.mean(), 2) / within;
        return Significance.simulated(statistic, Means.pValue(rows, n, m, StandardError.POOLED, square));
    }

    private static Numbers deviations(ExactSample sample, double scale) {
        int rows = (int) sample.size();
        double[] middle = sample.at((rows - 1) / 2, rows / 2);
        double below = middle[0] * scale;
        double above = middle[1] * scale;
        return CentralMoments.distances(scale, below, (above - below) / 2);
    }

    private static double[] joined(double[] first, double[] second) {
        return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    /**
     * Absolute deviations from the median.
     *
     * @param values of each point
     * @param mean their mean
     * @param squares the sum of the squares of their differences to it
     */
    private record Deviations(double[] values, double mean, double squares) {

        static Deviations of(double[] points, double[] counts, double n) {
            double below = Quantiles.at(points, counts, Math.floor((n - 1) / 2));
            double above = Quantiles.at(points, counts, Math.ceil((n - 1) / 2));
            // From a value rather than from zero, which may be so far that the middle of two values is rounded.
            double[] values = new double[points.length];
            double[] terms = new double[points.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(points[i] - below - (above - below) / 2);
                terms[i] = counts[i] * values[i];
            }
            double mean = DoubleStream.of(terms).sum() / n;
            for (int i = 0; i < values.length; i++) {
                terms[i] = counts[i] * (values[i] - mean) * (values[i] - mean);
            }
            double squares = DoubleStream.of(terms).sum();
            return new Deviations(values, mean, squares);
        }
    }
}

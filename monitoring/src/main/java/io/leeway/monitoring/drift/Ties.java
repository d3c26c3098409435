package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Two samples of numbers in one order, for rank statistics. */
final class Ties {

    private Ties() {}

    static TiedSamples of(NumericSample reference, NumericSample current) {
        return reference instanceof ExactSample x && current instanceof ExactSample y
                ? TiedSamples.of(x.sorted(), y.sorted())
                : ofProfiles(reference, current);
    }

    /** What lies between two limits of buckets is taken to be tied in their middle. */
    private static TiedSamples ofProfiles(NumericSample reference, NumericSample current) {
        double[] limits = DoubleStream.concat(Arrays.stream(reference.support()), Arrays.stream(current.support()))
                .sorted()
                .distinct()
                .toArray();
        double[] points = new double[2 * limits.length];
        double[] x = new double[points.length];
        double[] y = new double[points.length];
        int size = 0;
        for (int i = 0; i < limits.length; i++) {
            size = add(points, x, y, size, limits[i], jump(reference, limits, i), jump(current, limits, i));
            if (i + 1 < limits.length) {
                double middle = limits[i] / 2 + limits[i + 1] / 2;
                size = add(points, x, y, size, middle, between(reference, limits, i), between(current, limits, i));
            }
        }
        return new TiedSamples(
                Arrays.copyOf(points, size),
                Arrays.copyOf(x, size),
                Arrays.copyOf(y, size),
                Arrays.stream(x).sum(),
                Arrays.stream(y).sum());
    }

    private static int add(double[] points, double[] x, double[] y, int size, double at, double ofX, double ofY) {
        if (ofX <= 0 && ofY <= 0) {
            return size;
        }
        points[size] = at;
        x[size] = Math.max(0, ofX);
        y[size] = Math.max(0, ofY);
        return size + 1;
    }

    private static double jump(NumericSample sample, double[] limits, int i) {
        return (sample.cdf(limits[i]) - (i == 0 ? 0 : below(sample, limits, i))) * sample.size();
    }

    private static double between(NumericSample sample, double[] limits, int i) {
        return (below(sample, limits, i + 1) - sample.cdf(limits[i])) * sample.size();
    }

    /** The limit of the distribution function from below: it is a straight line since the limit before. */
    private static double below(NumericSample sample, double[] limits, int i) {
        double middle = limits[i - 1] / 2 + limits[i] / 2;
        boolean apart = middle > limits[i - 1] && middle < limits[i];
        return apart ? 2 * sample.cdf(middle) - sample.cdf(limits[i - 1]) : sample.cdf(limits[i - 1]);
    }
}

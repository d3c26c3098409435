package io.leeway.monitoring.drift;

import java.util.function.DoubleUnaryOperator;

/** The area between two distribution functions (Vallender 1974), as {@code wasserstein_distance} in scipy. */
final class Wasserstein {

    private Wasserstein() {}

    static double distance(NumericSample before, NumericSample now, boolean normalised) {
        double scale = Scale.ifExtreme(before, now);
        double distance = before instanceof ExactSample x && now instanceof ExactSample y
                ? area(x.sorted(), y.sorted(), scale, Math::abs)
                : Difference.of(before, now).area(scale);
        if (!normalised || distance == 0) {
            return distance / scale;
        }
        return distance / (before.standardDeviation() * scale);
    }

    /** The area under a function of the difference of the distribution functions of two ascending samples, times a scale. */
    static double area(double[] x, double[] y, double scale, DoubleUnaryOperator height) {
        double n = x.length;
        double m = y.length;
        double sum = 0;
        int i = 0;
        int j = 0;
        double from = Math.min(x[0], y[0]);
        while (i < x.length || j < y.length) {
            double to = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            sum += height.applyAsDouble(i / n - j / m) * (to * scale - from * scale);
            while (i < x.length && x[i] == to) {
                i++;
            }
            while (j < y.length && y[j] == to) {
                j++;
            }
            from = to;
        }
        return sum;
    }
}

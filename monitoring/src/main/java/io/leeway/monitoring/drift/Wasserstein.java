package io.leeway.monitoring.drift;

import java.util.Arrays;

/** The area between two distribution functions (Vallender 1974), as {@code wasserstein_distance} in scipy. */
final class Wasserstein {

    private static final int ORDINARY_EXPONENT = 1_000;

    private Wasserstein() {}

    static double distance(NumericSample before, NumericSample now, boolean normalised) {
        double[] ends = {before.quantile(0.0), before.quantile(1.0), now.quantile(0.0), now.quantile(1.0)};
        double scale = scale(Arrays.stream(ends).map(Math::abs).max().orElse(1));
        double distance = before instanceof ExactSample x && now instanceof ExactSample y
                ? area(x.sorted(), y.sorted(), scale)
                : Difference.of(before, now).area(scale);
        if (!normalised || distance == 0) {
            return distance / scale;
        }
        return distance / (before.standardDeviation() * scale);
    }

    /** A power of two with which numbers that are so large that their difference could overflow, or so small, are near 1. */
    private static double scale(double largest) {
        int exponent = Math.getExponent(largest);
        return Math.abs(exponent) < ORDINARY_EXPONENT
                ? 1
                : Math.scalb(1.0, -Math.max(-ORDINARY_EXPONENT, Math.min(ORDINARY_EXPONENT, exponent)));
    }

    /** The area between the distribution functions of two ascending samples, times a scale. */
    private static double area(double[] x, double[] y, double scale) {
        double n = x.length;
        double m = y.length;
        double sum = 0;
        int i = 0;
        int j = 0;
        double from = Math.min(x[0], y[0]);
        while (i < x.length || j < y.length) {
            double to = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            sum += Math.abs(i / n - j / m) * (to * scale - from * scale);
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

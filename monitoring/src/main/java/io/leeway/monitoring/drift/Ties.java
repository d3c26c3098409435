package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;

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
        Points both = Points.of(reference, current);
        double n = reference.size();
        double m = current.size();
        double[] points = new double[2 * both.size()];
        double[] x = new double[points.length];
        double[] y = new double[points.length];
        int size = 0;
        for (int i = 0; i < both.size(); i++) {
            size = add(points, x, y, size, both.point(i), both.referenceAt(i) * n, both.currentAt(i) * m);
            if (i + 1 < both.size()) {
                size = add(
                        points, x, y, size, both.middle(i), both.referenceBetween(i) * n, both.currentBetween(i) * m);
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
}

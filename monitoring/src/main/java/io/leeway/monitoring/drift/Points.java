package io.leeway.monitoring.drift;

import java.util.Arrays;

/**
 * The points between which the distribution functions of two samples are straight lines, and the functions there: for samples of which at
 * least one is a profile. Found by one walk through both.
 */
final class Points {

    private final double[] points;
    private final Curve reference;
    private final Curve current;

    /** Of one distribution function: its value at each point, and its limit from below at the point after each. */
    private record Curve(double[] at, double[] beforeNext) {}

    private Points(double[] points, Curve reference, Curve current) {
        this.points = points;
        this.reference = reference;
        this.current = current;
    }

    static Points of(NumericSample reference, NumericSample current) {
        double[] points = union(reference.support(), current.support());
        double[] middles = new double[Math.max(0, points.length - 1)];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = middle(points, i);
        }
        return new Points(points, curve(reference, points, middles), curve(current, points, middles));
    }

    private static double middle(double[] points, int i) {
        return points[i] / 2 + points[i + 1] / 2;
    }

    private static Curve curve(NumericSample sample, double[] points, double[] middles) {
        double[] at = cdf(sample, points);
        double[] beforeNext = cdf(sample, middles);
        for (int i = 0; i < middles.length; i++) {
            boolean apart = middles[i] > points[i] && middles[i] < points[i + 1];
            beforeNext[i] = apart ? 2 * beforeNext[i] - at[i] : at[i];
        }
        return new Curve(at, beforeNext);
    }

    private static double[] cdf(NumericSample sample, double[] ascending) {
        return sample instanceof BinnedSample binned
                ? binned.cdf(ascending)
                : Arrays.stream(ascending).map(sample::cdf).toArray();
    }

    /** The numbers of two ascending arrays in ascending order, equal ones once; minus zero is below zero. */
    static double[] union(double[] a, double[] b) {
        double[] union = new double[a.length + b.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double next = j == b.length || i < a.length && Double.compare(a[i], b[j]) <= 0 ? a[i++] : b[j++];
            if (size == 0 || Double.compare(union[size - 1], next) != 0) {
                union[size++] = next;
            }
        }
        return Arrays.copyOf(union, size);
    }

    int size() {
        return points.length;
    }

    double point(int i) {
        return points[i];
    }

    /** The middle between a point and the next. */
    double middle(int i) {
        return middle(points, i);
    }

    /** The difference of the functions at a point. */
    double difference(int i) {
        return reference.at[i] - current.at[i];
    }

    /** The limit of the difference from below at the next point. */
    double differenceBeforeNext(int i) {
        return reference.beforeNext[i] - current.beforeNext[i];
    }

    /** The share of the reference that is tied at a point. */
    double referenceAt(int i) {
        return jump(reference, i);
    }

    /** The share of the current sample that is tied at a point. */
    double currentAt(int i) {
        return jump(current, i);
    }

    private static double jump(Curve curve, int i) {
        return curve.at[i] - (i == 0 ? 0 : curve.beforeNext[i - 1]);
    }

    /** The share of the reference between a point and the next. */
    double referenceBetween(int i) {
        return reference.beforeNext[i] - reference.at[i];
    }

    /** The share of the current sample between a point and the next. */
    double currentBetween(int i) {
        return current.beforeNext[i] - current.at[i];
    }
}

package io.leeway.monitoring.drift;

/**
 * The difference of two distribution functions, for samples of which at least one is a profile: between the points where either may bend
 * or jump it is a straight line.
 */
final class Difference {

    private final double[] points;
    /** The difference at each point. */
    private final double[] at;
    /** The limit of the difference from below at the point after each. */
    private final double[] beforeNext;

    private Difference(double[] points, double[] at, double[] beforeNext) {
        this.points = points;
        this.at = at;
        this.beforeNext = beforeNext;
    }

    static Difference of(NumericSample reference, NumericSample current) {
        Points both = BinnedPair.of(reference, current).points();
        double[] points = new double[both.size()];
        double[] at = new double[points.length];
        double[] beforeNext = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = both.point(i);
            at[i] = both.difference(i);
            beforeNext[i] = i + 1 < points.length ? both.differenceBeforeNext(i) : 0;
        }
        return new Difference(points, at, beforeNext);
    }

    /** The largest absolute value. */
    double largest() {
        double largest = 0;
        for (int i = 0; i < points.length; i++) {
            largest = Math.max(largest, Math.max(Math.abs(at[i]), Math.abs(beforeNext[i])));
        }
        return largest;
    }

    /** The area between the two functions, times a scale. */
    double area(double scale) {
        double area = 0;
        for (int i = 0; i + 1 < points.length; i++) {
            area += (points[i + 1] * scale - points[i] * scale) * meanAbsolute(at[i], beforeNext[i]);
        }
        return area;
    }

    /** The area under the square of the difference, times a scale. */
    double areaOfSquares(double scale) {
        double area = 0;
        for (int i = 0; i + 1 < points.length; i++) {
            double mean = (at[i] * at[i] + at[i] * beforeNext[i] + beforeNext[i] * beforeNext[i]) / 3;
            area += (points[i + 1] * scale - points[i] * scale) * mean;
        }
        return area;
    }

    /** The mean of the absolute values of a straight line from one value to another. */
    private static double meanAbsolute(double from, double to) {
        boolean crosses = from < 0 && to > 0 || from > 0 && to < 0;
        return crosses ? (from * from + to * to) / (2 * Math.abs(to - from)) : Math.abs(from + to) / 2;
    }
}

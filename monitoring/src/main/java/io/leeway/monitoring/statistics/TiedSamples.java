package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * Two samples in one ascending order: the distinct values with how many of each sample are equal to them. Rank statistics are functions of
 * these counts.
 *
 * <p>The arrays are shared, not copied; nobody changes them.
 *
 * @param points the distinct values, ascending, at least one
 * @param x how many values of the first sample are at each point, 0 or more; whole numbers unless the sample is a summary
 * @param y the same for the second sample
 * @param n all values of the first sample, above 0
 * @param m all values of the second sample, above 0
 */
public record TiedSamples(double[] points, double[] x, double[] y, double n, double m) {

    /**
     * Merges two samples.
     *
     * @param x ascending, at least one value
     * @param y ascending, at least one value
     * @return the counts of both
     */
    public static TiedSamples of(double[] x, double[] y) {
        double[] points = new double[x.length + y.length];
        double[] ofX = new double[points.length];
        double[] ofY = new double[points.length];
        int i = 0;
        int j = 0;
        int size = 0;
        for (; i < x.length || j < y.length; size++) {
            double at = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            points[size] = at;
            for (; i < x.length && x[i] == at; i++) {
                ofX[size]++;
            }
            for (; j < y.length && y[j] == at; j++) {
                ofY[size]++;
            }
        }
        return new TiedSamples(
                Arrays.copyOf(points, size), Arrays.copyOf(ofX, size), Arrays.copyOf(ofY, size), x.length, y.length);
    }

    /**
     * Returns the number of distinct values.
     *
     * @return at least 1
     */
    public int size() {
        return points.length;
    }

    /**
     * Returns whether no two values are equal.
     *
     * @return whether each value occurs once
     */
    public boolean isWithoutTies() {
        return points.length == n + m;
    }
}

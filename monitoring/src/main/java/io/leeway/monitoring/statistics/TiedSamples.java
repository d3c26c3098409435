package io.leeway.monitoring.statistics;

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
        int distinct = merge(x, y, null, null, null);
        double[] points = new double[distinct];
        double[] ofX = new double[distinct];
        double[] ofY = new double[distinct];
        merge(x, y, points, ofX, ofY);
        return new TiedSamples(points, ofX, ofY, x.length, y.length);
    }

    private static int merge(
            double[] x,
            double[] y,
            double @org.jspecify.annotations.Nullable [] points,
            double @org.jspecify.annotations.Nullable [] ofX,
            double @org.jspecify.annotations.Nullable [] ofY) {
        int i = 0;
        int j = 0;
        int size = 0;
        while (i < x.length || j < y.length) {
            double at = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            int fromX = i;
            int fromY = j;
            while (i < x.length && x[i] == at) {
                i++;
            }
            while (j < y.length && y[j] == at) {
                j++;
            }
            if (points != null && ofX != null && ofY != null) {
                points[size] = at;
                ofX[size] = i - fromX;
                ofY[size] = j - fromY;
            }
            size++;
        }
        return size;
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

package io.leeway.monitoring.statistics;

/** The largest distance between two distribution functions, by its definition: a walk over both samples in ascending order. */
public final class MergedSamples {

    private MergedSamples() {}

    /**
     * Returns the largest |i m - j n| where i of the n values of x and j of the m values of y are at most some number.
     *
     * @param x in ascending order
     * @param y in ascending order
     * @return 0 or more
     */
    public static long steps(double[] x, double[] y) {
        return steps(x, y, 0, 0, x.length, y.length);
    }

    /** The same for parts of larger samples, with i and j values before them. */
    static long steps(double[] x, double[] y, long beforeX, long beforeY, long n, long m) {
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            double at = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            while (i < x.length && x[i] == at) {
                i++;
            }
            while (j < y.length && y[j] == at) {
                j++;
            }
            largest = Math.max(largest, Math.abs((beforeX + i) * m - (beforeY + j) * n));
        }
        return largest;
    }
}

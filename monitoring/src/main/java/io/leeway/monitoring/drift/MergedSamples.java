package io.leeway.monitoring.drift;

/** The largest distance between two distribution functions, by its definition: a walk over both samples in ascending order. */
final class MergedSamples {

    private MergedSamples() {}

    static double distance(double[] x, double[] y) {
        return share(steps(x, y), x.length, y.length);
    }

    /** The largest |i m - j n| where i of the n values of x and j of the m values of y are at most some number. */
    static long steps(double[] x, double[] y) {
        long n = x.length;
        long m = y.length;
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double at = Math.min(x[i], y[j]);
            while (i < x.length && x[i] == at) {
                i++;
            }
            while (j < y.length && y[j] == at) {
                j++;
            }
            largest = Math.max(largest, Math.abs(i * m - j * n));
        }
        return largest;
    }

    static double share(long steps, long n, long m) {
        return (double) steps / ((double) n * m);
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * The exact null distribution of the two-sample Cramer-von Mises statistic of samples without ties, by counting lattice paths by their sum of
 * squares (Xiao, Gordon and Yakovlev, "A C++ program for the Cramer-von Mises two-sample test", Journal of Statistical Software 17(8), 2007).
 */
public final class CramerVonMisesPaths {

    private CramerVonMisesPaths() {}

    /** The paths to a point: how many have each sum of squares so far, and how many have reached the wanted sum already. */
    private record Paths(long[] sums, double[] counts, double above) {

        static final Paths NONE = new Paths(new long[0], new double[0], 0);

        /** Both, with the square of this point added. */
        static Paths merged(Paths a, Paths b, long square, long wanted) {
            long[] sums = new long[a.sums.length + b.sums.length];
            double[] counts = new double[sums.length];
            double above = a.above + b.above;
            int size = 0;
            int i = 0;
            int j = 0;
            while (i < a.sums.length || j < b.sums.length) {
                boolean first = j == b.sums.length || i < a.sums.length && a.sums[i] <= b.sums[j];
                boolean second = i == a.sums.length || j < b.sums.length && b.sums[j] <= a.sums[i];
                long sum = (first ? a.sums[i] : b.sums[j]) + square;
                double count = (first ? a.counts[i++] : 0) + (second ? b.counts[j++] : 0);
                if (sum >= wanted) {
                    above += count;
                } else {
                    sums[size] = sum;
                    counts[size++] = count;
                }
            }
            return new Paths(Arrays.copyOf(sums, size), Arrays.copyOf(counts, size), above);
        }

        double all() {
            return above + Arrays.stream(counts).sum();
        }
    }

    /**
     * Returns the probability of a sum of squares at least as large.
     *
     * @param wanted the sum of (i l/n - j l/m)^2 over all values, where l is the least common multiple of n and m, and i and j values of the
     *     samples are at most the value
     * @param n values of one sample, at least 1
     * @param m values of the other, at least 1
     * @return a number in [0, 1]
     */
    public static double probabilityOfAtLeast(long wanted, int n, int m) {
        long common = SmirnovPaths.gcd(n, m);
        long stepX = m / common;
        long stepY = n / common;
        Paths[] row = new Paths[m + 1];
        Arrays.fill(row, Paths.NONE);
        for (int i = 0; i <= n; i++) {
            Paths left = Paths.NONE;
            for (int j = 0; j <= m; j++) {
                long difference = i * stepX - j * stepY;
                row[j] = i + j == 0 ? start(wanted) : Paths.merged(row[j], left, difference * difference, wanted);
                left = row[j];
            }
        }
        return row[m].above / row[m].all();
    }

    private static Paths start(long wanted) {
        return wanted <= 0 ? new Paths(new long[0], new double[0], 1) : new Paths(new long[1], new double[] {1}, 0);
    }
}

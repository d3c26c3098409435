package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * The exact null distribution of the two-sample Kolmogorov-Smirnov statistic for samples without ties.
 *
 * <p>Each order of the two samples is a lattice path from (0, 0) to (n, m), all equally likely; the statistic is at least d where the path
 * reaches a point (x, y) with |x/n - y/m| at least d (Hodges, "The significance probability of the Smirnov two-sample test", 1958).
 */
public final class SmirnovPaths {

    private SmirnovPaths() {}

    /**
     * Returns the probability of a distance of at least {@code steps / lcm(n, m)}.
     *
     * @param steps 0 or more
     * @param n the size of one sample, at least 1
     * @param m the size of the other, at least 1
     * @return a number in [0, 1]; all its terms are positive, so that small probabilities keep their relative precision
     */
    public static double probabilityOfAtLeast(long steps, int n, int m) {
        if (steps <= 0) {
            return 1;
        }
        double probability =
                n == m ? equalSizes(Math.toIntExact(steps), n) : unequalSizes(steps, Math.max(n, m), Math.min(n, m));
        return Math.min(1, probability);
    }

    /**
     * The reflection principle: 2 (C(2n, n-h) - C(2n, n-2h) + C(2n, n-3h) - ...) / C(2n, n), nested from the last term so that each
     * quotient of two neighbours is at most 1.
     */
    private static double equalSizes(int h, int n) {
        double nested = 0;
        for (int k = n / h; k >= 1; k--) {
            // C(2n, n-kh) / C(2n, n-(k-1)h)
            double quotient = 1;
            for (int j = 0; j < h; j++) {
                quotient *= (n - (k - 1.0) * h - j) / (n + (k - 1.0) * h + j + 1);
            }
            nested = quotient * (1 - nested);
        }
        return 2 * nested;
    }

    /**
     * The share of the paths to each point that have been outside: a path to (x, y) came from (x-1, y) with probability x / (x + y). Only
     * the points inside are kept, one row at a time.
     */
    private static double unequalSizes(long steps, int n, int m) {
        long g = gcd(n, m);
        long stepsX = m / g;
        long stepsY = n / g;
        double[] outside = new double[m + 1];
        int from = 0;
        int to = (int) Math.min(m, (steps - 1) / stepsY);
        Arrays.fill(outside, to + 1, m + 1, 1);
        for (int x = 1; x <= n; x++) {
            // Inside are the y with |x * stepsX - y * stepsY| < steps.
            long across = x * stepsX;
            int first = (int) Math.max(0, Math.floorDiv(across - steps, stepsY) + 1);
            int last = (int) Math.min(m, (across + steps - 1) / stepsY);
            if (first > last) {
                return 1;
            }
            for (int y = from; y < first; y++) {
                outside[y] = 1;
            }
            double before = first == 0 ? 0 : 1;
            for (int y = first; y <= last; y++) {
                before = (outside[y] * x + before * y) / (x + y);
                outside[y] = before;
            }
            from = first;
        }
        return outside[m];
    }

    /**
     * Returns the greatest common divisor.
     *
     * @param a 0 or more
     * @param b 0 or more
     * @return the divisor; the other number if one is 0
     */
    public static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}

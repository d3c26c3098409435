package io.leeway.monitoring.statistics;

/**
 * The null distribution of the one-sample, two-sided Kolmogorov-Smirnov statistic of n values, which is the limit of the two-sample
 * one.
 *
 * <p>No formula is good everywhere; which is used where follows Simard and L'Ecuyer, "Computing the two-sided Kolmogorov-Smirnov
 * distribution", Journal of Statistical Software 39(11), 2011.
 */
public final class KolmogorovDistribution {

    /** Below this value of n d^2 the distribution function is less than 1e-11. */
    private static final double NEGLIGIBLE = 0.04;

    private static final double HALF_PI_ROOT = Math.sqrt(Math.PI / 2);

    private KolmogorovDistribution() {}

    /**
     * Returns the probability of a statistic of at least d.
     *
     * @param d the statistic
     * @param n the number of values, at least 1
     * @return a number in [0, 1]
     */
    public static double survival(double d, long n) {
        double z2 = n * d * d;
        if (n * d <= 0.5 || z2 < NEGLIGIBLE) {
            return 1;
        }
        if (d >= 1) {
            return 0;
        }
        // Far out the two one-sided events hardly ever happen together, from one half on never.
        if (d >= 0.5 || z2 >= (n <= 140 ? 4 : 2.2)) {
            return Math.min(1, 2 * OneSidedKolmogorov.survival(d, n));
        }
        boolean exact = n <= 140 || n * Math.pow(d, 1.5) <= 1.4;
        double cdf = exact ? durbin(d, (int) n) : pelzGood(Math.sqrt(z2), n);
        return Math.min(1, Math.max(0, 1 - cdf));
    }

    /**
     * The exact distribution function: n! / n^n times the middle element of the n-th power of a matrix (Durbin 1973), set up as by
     * Marsaglia, Tsang and Wang, "Evaluating Kolmogorov's distribution", Journal of Statistical Software 8(18), 2003.
     */
    private static double durbin(double d, int n) {
        int k = (int) Math.ceil(n * d);
        double h = k - n * d;
        ScaledMatrix power = ScaledMatrix.durbin(k, h).power(n);
        double p = power.element(k - 1, k - 1);
        int exponent = power.exponent();
        for (int i = 1; i <= n; i++) {
            p = p * i / n;
            if (p < ScaledMatrix.SMALL) {
                p *= ScaledMatrix.LARGE;
                exponent -= ScaledMatrix.STEP;
            }
        }
        return Math.scalb(p, exponent);
    }

    /**
     * The first four terms of the expansion in powers of 1 / sqrt(n), with sums that converge fast for small z (Pelz and Good,
     * "Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic", 1976).
     */
    private static double pelzGood(double z, double n) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        double k0 = 0;
        double k1 = 0;
        double k2 = 0;
        double k3 = 0;
        int terms = (int) Math.ceil(16 * z / Math.PI) + 1;
        for (int k = terms; k >= 0; k--) {
            // Both signs of the half-integers give the same term.
            double a = Math.PI * Math.PI * (k + 0.5) * (k + 0.5);
            double e = 2 * Math.exp(-a / (2 * z2));
            k0 += e;
            k1 += e * (a - z2);
            k2 += e * (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2));
            k3 += e
                    * (a * a * a * (5 - 30 * z2)
                            + a * a * (212 * z4 - 60 * z2)
                            + a * (135 * z4 - 96 * z6)
                            - 30 * z6
                            - 90 * z4 * z4);
        }
        double whole2 = 0;
        double whole3 = 0;
        for (int k = terms; k >= 1; k--) {
            double a = Math.PI * Math.PI * k * k;
            double e = 2 * Math.exp(-a / (2 * z2));
            whole2 += e * a;
            whole3 += e * a * (3 * z2 - a);
        }
        double second = k2 / (72 * z6 * z) - whole2 / (36 * z2 * z);
        double third = k3 / (6480 * z6 * z4) + whole3 / (216 * z6);
        double rootN = Math.sqrt(n);
        return HALF_PI_ROOT * (k0 / z + (k1 / (6 * z4) + (second + third / rootN) / rootN) / rootN);
    }
}

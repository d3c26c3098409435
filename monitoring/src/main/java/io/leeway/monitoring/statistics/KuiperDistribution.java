package io.leeway.monitoring.statistics;

/** The null distribution of Kuiper's statistic of many values. */
public final class KuiperDistribution {

    private static final double NEGLIGIBLE = 0.4;

    private KuiperDistribution() {}

    /**
     * Returns the probability of a statistic of at least v, by the two leading terms of the expansion in 1 / sqrt(n) (Kuiper 1960, Stephens
     * 1965).
     *
     * @param v in [0, 2]
     * @param n the number of values, or n m / (n + m) for two samples; above 0
     * @return a number in [0, 1]
     */
    public static double survival(double v, double n) {
        double z = v * Math.sqrt(n);
        if (z < NEGLIGIBLE) {
            return 1;
        }
        double first = 0;
        double second = 0;
        for (int k = 1; k * z < 20; k++) {
            double square = k * k * z * z;
            double decay = Math.exp(-2 * square);
            first += 2 * (4 * square - 1) * decay;
            second += k * k * (4 * square - 3) * decay;
        }
        return Math.max(0, Math.min(1, first - 8 * v / 3 * second));
    }
}

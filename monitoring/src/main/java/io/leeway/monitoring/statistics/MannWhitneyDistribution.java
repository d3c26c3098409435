package io.leeway.monitoring.statistics;

/** The exact null distribution of the Mann-Whitney statistic of samples without ties. */
public final class MannWhitneyDistribution {

    private MannWhitneyDistribution() {}

    /**
     * Returns the probability of a statistic of at most u. The shares of all statistics are the coefficients of a Gaussian binomial, built up by
     * one factor (1 - q^(m+i)) / (1 - q^i) for each value of one sample (Mann and Whitney 1947).
     *
     * @param u 0 or more, at most half of n m
     * @param n values of one sample, at least 1
     * @param m values of the other, at least 1
     * @return a number in [0, 1]
     */
    public static double cdf(int u, int n, int m) {
        int few = Math.min(n, m);
        int many = Math.max(n, m);
        double[] shares = new double[u + 1];
        shares[0] = 1;
        for (int i = 1; i <= few; i++) {
            for (int k = u; k >= many + i; k--) {
                shares[k] -= shares[k - many - i];
            }
            // The sum of all shares stays 1: there are (many + i) / i times as many ways.
            double share = (double) i / (many + i);
            for (int k = 0; k <= u; k++) {
                shares[k] = shares[k] * share + (k >= i ? shares[k - i] : 0);
            }
        }
        double sum = 0;
        for (double each : shares) {
            sum += each;
        }
        return Math.min(1, sum);
    }
}

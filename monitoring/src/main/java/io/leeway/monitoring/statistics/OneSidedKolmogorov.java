package io.leeway.monitoring.statistics;

/** The exact null distribution of the one-sided, one-sample Kolmogorov-Smirnov statistic. */
final class OneSidedKolmogorov {

    /** The asymptotic series is used where its relative error, about (2 n d^2)^4 / (170 n^2), is less than 1e-8. */
    private static final double ERROR_SCALE = 170 * 1e-8;

    /** The error of Stirling's formula for the logarithm of n!, for n that are too small for its series. */
    private static final double[] STIRLING = new double[16];

    static {
        double factorial = 1;
        for (int n = 1; n < STIRLING.length; n++) {
            factorial *= n;
            STIRLING[n] = Math.log(factorial) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI);
        }
    }

    private OneSidedKolmogorov() {}

    /**
     * Returns the probability of a statistic of at least d.
     *
     * @param d in (0, 1)
     * @param n at least 1
     * @return a number in [0, 1]
     */
    static double survival(double d, long n) {
        double exponent = 2 * n * d * d;
        boolean isSmooth = Math.pow(exponent, 4) < ERROR_SCALE * n * n;
        return isSmooth ? asymptotic(d, n) : sum(d, n);
    }

    /**
     * d times the sum of C(n, j) (d + j/n)^(j-1) (1 - d - j/n)^(n-j) for j up to n (1 - d) (Birnbaum and Tingey 1951). Each term is a
     * binomial probability, computed from deviances (Loader, "Fast and accurate computation of binomial probabilities", 2000), so that
     * no term overflows or loses precision.
     */
    private static double sum(double d, long n) {
        double delta = n * d;
        double sum = Math.exp(n * Math.log1p(-d)) / d;
        for (long j = 1; j < n - delta; j++) {
            double rest = n - j;
            double deviance = -j * Math.log1p(delta / j) - rest * Math.log1p(-delta / rest);
            double correction = stirlingError(n) - stirlingError(j) - stirlingError(rest);
            double probability = Math.sqrt(n / (2 * Math.PI * j * rest)) * Math.exp(correction - deviance);
            sum += probability / (d + (double) j / n);
        }
        return Math.min(1, d * sum);
    }

    /** The expansion of Smirnov and Maag, in the form that Simard and L'Ecuyer (2011) give. */
    private static double asymptotic(double d, double n) {
        double t = 6 * n * d + 1;
        double z = t * t / (18 * n);
        double factor = 1 - (2 * z * z - 4 * z - 1) / (18 * n);
        return Math.min(1, Math.max(0, factor * Math.exp(-z)));
    }

    private static double stirlingError(double n) {
        if (n < STIRLING.length) {
            return STIRLING[(int) n];
        }
        double n2 = n * n;
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / n2) / n2) / n2) / n2) / n;
    }
}

package io.leeway.monitoring.statistics;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * Limits of the null distributions of the Cramer-von Mises and Anderson-Darling statistics: sums of independent chi-squared variables with
 * one degree of freedom, weighted by 1/a for a sequence of numbers a.
 *
 * <p>The probability above x is an alternating sum of integrals between pairs of these numbers (Smirnov 1937), 1/pi times that of
 * exp(-x u / 2) / (u sqrt|D(u)|) with D(u) the product of all 1 - u/a. All its precision is relative, so that small probabilities keep
 * theirs. Each integrand has the square roots of a Chebyshev weight at both ends, hence Gauss-Chebyshev quadrature.
 */
public final class QuadraticForms {

    private static final int LEAST_NODES = 64;
    private static final double NEGLIGIBLE = 1e-17;

    private QuadraticForms() {}

    /**
     * Returns the probability that the limit of the Cramer-von Mises statistic is at least x (Anderson and Darling 1952).
     *
     * @param x any number
     * @return a number in [0, 1]
     */
    public static double cramerVonMises(double x) {
        // Below it lies less than 1e-17.
        return x < 0.003 ? 1 : survival(x, j -> j * j * Math.PI * Math.PI, u -> Math.sin(Math.sqrt(u)) / Math.sqrt(u));
    }

    /**
     * Returns the probability that the limit of the Anderson-Darling statistic is at least x (Anderson and Darling 1954).
     *
     * @param x any number
     * @return a number in [0, 1]
     */
    public static double andersonDarling(double x) {
        // Below it lies less than 1e-17.
        return x < 0.03
                ? 1
                : survival(x, j -> j * (j + 1.0), u -> -Math.cos(Math.PI / 2 * Math.sqrt(1 + 4 * u)) / (Math.PI * u));
    }

    private static double survival(double x, IntToDoubleFunction zero, DoubleUnaryOperator determinant) {
        double sum = 0;
        for (int k = 1; ; k++) {
            double from = zero.applyAsDouble(2 * k - 1);
            double to = zero.applyAsDouble(2 * k);
            double integral = integral(x, from, to, determinant);
            sum += k % 2 == 1 ? integral : -integral;
            if (!(integral > NEGLIGIBLE * sum)) {
                return Math.max(0, Math.min(1, sum / Math.PI));
            }
        }
    }

    private static double integral(double x, double from, double to, DoubleUnaryOperator determinant) {
        int nodes = LEAST_NODES + (int) (8 * Math.sqrt(Math.min(1e4, x * (to - from))));
        double half = (to - from) / 2;
        double sum = 0;
        for (int i = 0; i < nodes; i++) {
            double angle = Math.PI * (i + 0.5) / nodes;
            // From the nearer end, so that the distances to both keep their precision.
            double sine = Math.sin(angle / 2);
            double cosine = Math.cos(angle / 2);
            double u = from + 2 * half * sine * sine;
            double weight = 2 * half * sine * cosine;
            sum += weight * Math.exp(-x * u / 2) / (u * Math.sqrt(Math.abs(determinant.applyAsDouble(u))));
        }
        return sum * Math.PI / nodes;
    }
}

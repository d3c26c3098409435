package io.leeway.monitoring.statistics;

import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The noncentral chi-squared distribution: that of chi-square statistics where something has changed. */
public final class NoncentralChiSquared {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** From here on the sum has thousands of terms, and the normal distribution is near. */
    private static final double MANY = 20_000;

    private static final double NEGLIGIBLE = 1e-17;
    private static final double RELATIVE = 1e-12;
    private static final int MOST_STEPS = 200;

    private NoncentralChiSquared() {}

    /**
     * Returns the probability of at most x: a mixture of central distributions by Poisson weights, added up from the largest.
     *
     * @param x 0 or more
     * @param freedom degrees of freedom, at least 1
     * @param shift the noncentrality, 0 or more
     * @return a number in [0, 1]
     */
    public static double cdf(double x, double freedom, double shift) {
        if (x <= 0) {
            return 0;
        }
        if (shift == 0) {
            return ChiSquaredDistribution.of(freedom).cumulativeProbability(x);
        }
        if (shift > MANY) {
            return NORMAL.cumulativeProbability((x - freedom - shift) / Math.sqrt(2 * (freedom + 2 * shift)));
        }
        double middle = Math.floor(shift / 2);
        double weight = Math.exp(middle * Math.log(shift / 2) - shift / 2 - Gamma.logGamma(middle + 1));
        double central = ChiSquaredDistribution.of(freedom + 2 * middle).cumulativeProbability(x);
        double half = freedom / 2 + middle;
        double step = Math.exp(half * Math.log(x / 2) - x / 2 - Gamma.logGamma(half + 1));
        double sum = weight * central;
        double up = weight;
        double cdf = central;
        double difference = step;
        for (double j = middle; up > NEGLIGIBLE && cdf > 0; j++) {
            cdf -= difference;
            difference *= x / 2 / (freedom / 2 + j + 1);
            up *= shift / 2 / (j + 1);
            sum += up * Math.max(0, cdf);
        }
        double down = weight;
        cdf = central;
        difference = step;
        for (double j = middle; j > 0 && down > NEGLIGIBLE; j--) {
            difference *= (freedom / 2 + j) / (x / 2);
            cdf = Math.min(1, cdf + difference);
            down *= j / (shift / 2);
            sum += down * cdf;
        }
        return Math.max(0, Math.min(1, sum));
    }

    /**
     * Returns the noncentrality with which a probability of at most x is as given.
     *
     * @param x 0 or more
     * @param freedom degrees of freedom, at least 1
     * @param probability in (0, 1)
     * @return 0 or more; 0 if even without a shift the probability is smaller
     */
    public static double shift(double x, double freedom, double probability) {
        if (cdf(x, freedom, 0) <= probability) {
            return 0;
        }
        double high = 1;
        while (cdf(x, freedom, high) > probability) {
            high *= 2;
        }
        double end = high;
        return new BrentSolver(RELATIVE, RELATIVE)
                .solve(MOST_STEPS, shift -> cdf(x, freedom, shift) - probability, 0, end);
    }
}

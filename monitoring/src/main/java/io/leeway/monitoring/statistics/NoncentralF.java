package io.leeway.monitoring.statistics;

import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/** The noncentral F distribution: that of analyses of variance where means differ. */
public final class NoncentralF {

    private static final double NEGLIGIBLE = 1e-14;

    private NoncentralF() {}

    /**
     * Returns the probability of more than x: a mixture of beta distributions by Poisson weights, from the largest outwards.
     *
     * @param x 0 or more
     * @param freedom degrees of freedom of the numerator, above 0
     * @param rest degrees of freedom of the denominator, above 0
     * @param shift the noncentrality, 0 or more
     * @return a number in [0, 1]
     */
    public static double survival(double x, double freedom, double rest, double shift) {
        double share = rest / (rest + freedom * x);
        double middle = Math.floor(shift / 2);
        double sum = 0;
        double weight = weight(middle, shift / 2);
        for (double j = middle; weight > NEGLIGIBLE; j++) {
            sum += weight * Beta.regularizedBeta(share, rest / 2, freedom / 2 + j);
            weight *= shift / 2 / (j + 1);
        }
        weight = weight(middle, shift / 2);
        for (double j = middle; j > 0 && weight > NEGLIGIBLE; j--) {
            weight *= j / (shift / 2);
            sum += weight * Beta.regularizedBeta(share, rest / 2, freedom / 2 + j - 1);
        }
        return Math.min(1, sum);
    }

    private static double weight(double j, double mean) {
        return mean == 0 ? (j == 0 ? 1 : 0) : Math.exp(j * Math.log(mean) - mean - Gamma.logGamma(j + 1));
    }
}

package io.leeway.monitoring.drift;

/**
 * A statistic with its p-value.
 *
 * @param statistic 0 or more
 * @param pValue the probability of a statistic at least as large if nothing has changed, in [0, 1]
 * @param method how the p-value was computed; never {@link PValueMethod#AUTO}
 */
public record Significance(double statistic, double pValue, PValueMethod method) {

    static Significance exact(double statistic, double pValue) {
        return new Significance(statistic, pValue, PValueMethod.EXACT);
    }

    static Significance simulated(double statistic, double pValue) {
        return new Significance(statistic, pValue, PValueMethod.MONTE_CARLO);
    }

    static Significance asymptotic(double statistic, double pValue) {
        return new Significance(statistic, pValue, PValueMethod.ASYMPTOTIC);
    }
}

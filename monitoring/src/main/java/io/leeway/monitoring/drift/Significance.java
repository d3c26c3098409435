package io.leeway.monitoring.drift;

/**
 * A statistic with its p-value.
 *
 * @param statistic 0 or more
 * @param pValue the probability of a statistic at least as large if nothing has changed, in [0, 1]
 * @param exact whether the p-value is exact for samples of these sizes; otherwise it comes from the distribution that holds for large
 *     samples
 */
public record Significance(double statistic, double pValue, boolean exact) {

    static Significance exact(double statistic, double pValue) {
        return new Significance(statistic, pValue, true);
    }

    static Significance asymptotic(double statistic, double pValue) {
        return new Significance(statistic, pValue, false);
    }
}

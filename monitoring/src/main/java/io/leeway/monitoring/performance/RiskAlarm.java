package io.leeway.monitoring.performance;

import java.util.Locale;

/**
 * The finding that the risk of a model exceeds its limit.
 *
 * @param observation the number of the observation that decided it, counted from 1
 * @param limit the limit: the bound of the reference's risk plus the tolerance
 * @param risk the mean loss over all observations then, which may include a long time without harm
 * @param alpha the probability that such an alarm is false
 */
public record RiskAlarm(long observation, double limit, Interval risk, double alpha) {

    /** Returns one sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "the risk rose above %.4f: found at observation %,d, when the mean loss was %s; false with a probability"
                        + " of at most %s",
                limit,
                observation,
                risk,
                alpha);
    }
}

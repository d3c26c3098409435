package io.leeway.monitoring.performance;

import java.util.Locale;
import java.util.Optional;

/**
 * What a {@link RiskMonitor} knows at a moment.
 *
 * @param risk the mean loss so far, with an interval that holds at all times together
 * @param limit the limit of the risk: that of the reference plus the tolerance
 * @param observations the rows, or the blocks that ended
 * @param alarm the first alarm; empty if there was none
 */
public record RiskReading(Interval risk, double limit, long observations, Optional<RiskAlarm> alarm) {

    /** Returns the alarm, or the risk and the limit, in one line. */
    @Override
    public String toString() {
        return alarm.map(RiskAlarm::toString)
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "no alarm: the risk is %s over %,d observations, the limit %.4f",
                        risk,
                        observations,
                        limit));
    }
}

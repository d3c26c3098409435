package io.leeway.monitoring.fairness;

import io.leeway.monitoring.performance.Interval;
import java.util.Locale;

/**
 * The rates of one group. An undefined rate, such as the true positive rate of a group without positive rows, is NaN. The
 * intervals are Wilson's (1927), of independent rows; all groups of a report keep the confidence together, for each rate.
 *
 * @param group the group: the value of the attribute, or those of several joined by {@code " & "}
 * @param rows the number of rows
 * @param labelled the number of rows whose label is known
 * @param positives the number of rows whose label is positive
 * @param selectionRate the share of all rows predicted positive
 * @param truePositiveRate the share of positive rows predicted positive
 * @param falsePositiveRate the share of negative rows predicted positive
 * @param precision the share of positive rows among labelled rows predicted positive
 * @param accuracy the share of labelled rows predicted as they are
 */
public record GroupMetrics(
        String group,
        long rows,
        long labelled,
        long positives,
        Interval selectionRate,
        Interval truePositiveRate,
        Interval falsePositiveRate,
        Interval precision,
        Interval accuracy) {

    /** Returns one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d rows, %,d labelled, selection %.4f, true positives %.4f, false positives %.4f, precision %.4f,"
                        + " accuracy %.4f",
                group,
                rows,
                labelled,
                selectionRate.estimate(),
                truePositiveRate.estimate(),
                falsePositiveRate.estimate(),
                precision.estimate(),
                accuracy.estimate());
    }
}

package io.leeway.monitoring;

import java.time.Instant;

/**
 * Something that a person or a policy should know, found when a window was closed.
 *
 * @param monitor the monitor's name
 * @param kind what it is about
 * @param window the number of the window
 * @param at the end of the window
 * @param subject the feature, the metric or the column
 * @param message one sentence: what was observed, against which threshold, and what follows
 */
public record Alert(String monitor, Kind kind, long window, Instant at, String subject, String message) {

    /** What an alert is about. */
    public enum Kind {
        /** A feature's distribution changed. */
        FEATURE_DRIFT,
        /** The distribution of predictions changed. */
        PREDICTION_DRIFT,
        /** An expectation of the data failed. */
        DATA_QUALITY,
        /** A metric over labelled rows crossed its limit. */
        PERFORMANCE
    }

    /** One line. */
    @Override
    public String toString() {
        return at + " " + monitor + " " + kind + " " + subject + ": " + message;
    }
}

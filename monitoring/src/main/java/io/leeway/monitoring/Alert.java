package io.leeway.monitoring;

import io.leeway.monitoring.price.DriftPrice;
import java.time.Instant;
import java.util.Optional;

/**
 * A notification that a closed window needs attention: drift, a failed expectation, broken data, or a metric beyond its limit.
 *
 * @param monitor the monitor's name
 * @param kind the kind of problem
 * @param window the number of the window
 * @param at the end of the window
 * @param subject the feature, the metric or the column
 * @param message one sentence: what was observed, against which threshold, and what follows
 * @param price what the drift of the feature costs the model; empty if the monitor has no model to {@linkplain ModelMonitorBuilder#prices price} by, or the alert is not about a
 *     feature
 */
public record Alert(
        String monitor,
        Kind kind,
        long window,
        Instant at,
        String subject,
        String message,
        Optional<DriftPrice> price) {

    /**
     * Creates an alert without a price.
     *
     * @param monitor see the record
     * @param kind see the record
     * @param window see the record
     * @param at see the record
     * @param subject see the record
     * @param message see the record
     */
    public Alert(String monitor, Kind kind, long window, Instant at, String subject, String message) {
        this(monitor, kind, window, at, subject, message, Optional.empty());
    }

    /** The kind of problem that an alert reports. */
    public enum Kind {
        /** A feature's distribution changed. */
        FEATURE_DRIFT,
        /** The distribution of predictions changed. */
        PREDICTION_DRIFT,
        /** An expectation of the data failed, or a signature of broken data was found. */
        DATA_QUALITY,
        /** A metric over labelled rows crossed its limit, the risk rose ({@code harm}), or labels contradict an estimate ({@code estimate}). */
        PERFORMANCE,
        /** Groups are treated more differently than they may be, or than at first. */
        FAIRNESS
    }

    /** Returns a summary in one line. */
    @Override
    public String toString() {
        return at + " " + monitor + " " + kind + " " + subject + ": " + message;
    }
}

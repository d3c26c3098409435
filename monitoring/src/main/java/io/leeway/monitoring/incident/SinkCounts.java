package io.leeway.monitoring.incident;

/**
 * What became of the notices that a sink was told.
 *
 * @param delivered passed on
 * @param failed given up after the last attempt, or refused by the receiver
 * @param dropped not passed on because too many waited, or the sink was closed
 * @param waiting not passed on yet
 */
public record SinkCounts(long delivered, long failed, long dropped, long waiting) {
    /** Nothing was told. */
    public static final SinkCounts NONE = new SinkCounts(0, 0, 0, 0);
}

package io.leeway.monitoring.drift;

/** The verdict of a comparison. */
public enum Verdict {
    /** No change beyond the threshold. */
    STABLE,
    /** A change beyond the threshold. */
    DRIFT,
    /** Too few rows to decide; never counts as a pass. */
    INSUFFICIENT_DATA
}

package io.leeway.monitoring.drift;

/** What a comparison says. */
public enum Verdict {
    /** No change beyond the threshold. */
    STABLE,
    /** A change beyond the threshold. */
    DRIFT,
    /** Too few rows to say either; never counts as a pass. */
    INSUFFICIENT_DATA
}

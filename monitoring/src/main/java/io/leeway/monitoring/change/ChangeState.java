package io.leeway.monitoring.change;

/** What a change detector says after a value. */
public enum ChangeState {
    /** Too few values since the start, the last change or the last reset to say anything. */
    LEARNING,
    /** No change seen in the values since then. */
    STABLE,
    /** A change seen with this value; the next value starts afresh. */
    CHANGE
}

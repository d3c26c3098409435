package io.leeway.monitoring.change;

/** What a change detector says after a value. */
public enum ChangeState {
    /** Too few values to say anything. */
    LEARNING,
    /** No change seen. */
    STABLE,
    /** A change seen with this value; the next value starts afresh. */
    CHANGE
}

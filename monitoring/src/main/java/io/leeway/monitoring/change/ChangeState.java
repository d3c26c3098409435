package io.leeway.monitoring.change;

/** The state of a change detector after a value. */
public enum ChangeState {
    /** Too few values since the start, the last change or the last reset to decide. */
    LEARNING,
    /** No change was detected since then. */
    STABLE,
    /** The values begin to differ, too little yet to be called a change; only detectors with a warning level report it. */
    WARNING,
    /** A change was detected at this value; the detector starts again at the next value. */
    CHANGE
}

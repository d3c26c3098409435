package io.leeway.monitoring;

/** Why a window was closed. */
public enum WindowEnd {
    /** The window reached its number of rows. */
    ROWS,
    /** A row arrived whose time lies beyond the window. */
    TIME,
    /**
     * A window of time reached its maximum number of rows before its time was over; the next window covers the rest.
     */
    FULL,
    /** {@link ModelMonitor#flush} was called. */
    FLUSH,
    /** {@link ModelMonitor#rebase} replaced the reference. */
    REBASE
}

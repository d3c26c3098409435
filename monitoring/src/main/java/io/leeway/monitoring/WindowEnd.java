package io.leeway.monitoring;

/** Why a window was closed. */
public enum WindowEnd {
    /** It had its number of rows. */
    ROWS,
    /** A row came whose time lies beyond it. */
    TIME,
    /** It covers a time that is not over, and there was no room for more rows; the next window covers the rest. */
    FULL,
    /** {@link ModelMonitor#flush} was called. */
    FLUSH,
    /** {@link ModelMonitor#rebase} gave another reference. */
    REBASE
}

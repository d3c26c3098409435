package io.leeway.monitoring.change;

/** The direction of the changes that are detected. */
public enum Direction {

    /** Only an increase of the mean. */
    UP,

    /** Only a decrease of the mean. */
    DOWN,

    /** An increase or a decrease of the mean. */
    BOTH
}

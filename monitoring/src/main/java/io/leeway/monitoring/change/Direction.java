package io.leeway.monitoring.change;

/** Which changes of the mean count. */
public enum Direction {

    /** Only a mean that grows. */
    UP,

    /** Only a mean that falls. */
    DOWN,

    /** A mean that grows or falls. */
    BOTH
}

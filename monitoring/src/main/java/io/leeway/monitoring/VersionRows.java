package io.leeway.monitoring;

import java.util.function.LongUnaryOperator;

/**
 * Whose rows of a window are evaluated together.
 *
 * @param version the version, if a reference of its own was given for it; 0 for all others together
 * @param versions returns that for the version that a row names
 * @param rows how many rows these are
 * @param ofWindow how many rows the window has, those of others among them
 * @param leads whether they are those of the version in charge, or the most where that has none; evaluated last
 */
record VersionRows(long version, LongUnaryOperator versions, int rows, int ofWindow, boolean leads) {

    /** All rows of a window. */
    static VersionRows all(int rows) {
        return new VersionRows(0, version -> 0, rows, rows, true);
    }

    boolean isAlone() {
        return rows == ofWindow;
    }

    boolean has(long version) {
        return isAlone() || versions.applyAsLong(version) == this.version;
    }

    double share() {
        return isAlone() ? 1 : (double) rows / ofWindow;
    }
}

package io.leeway.monitoring.drift;

/** Searches among numbers in ascending order. */
final class Ascending {

    /** As many comparisons in a row are quicker than a binary search, whose every second branch is guessed wrongly. */
    private static final int FEW_LIMITS = 24;

    private Ascending() {}

    /** How many of the numbers are at most x. */
    static int atMost(double[] ascending, double x) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** By comparing all, without a branch that a processor would have to guess. */
    private static int limitsBelow(double[] limits, double value) {
        int below = 0;
        for (double limit : limits) {
            below += limit < value ? 1 : 0;
        }
        return below;
    }

    /** The first limit that is at least the value. */
    static int firstNotBelow(double[] limits, double value) {
        if (limits.length <= FEW_LIMITS) {
            return limitsBelow(limits, value);
        }
        int low = 0;
        int high = limits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (limits[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

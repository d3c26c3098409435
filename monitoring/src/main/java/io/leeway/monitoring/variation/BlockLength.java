package io.leeway.monitoring.variation;

import java.time.Duration;

/** What blocks of a length are called. */
final class BlockLength {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private BlockLength() {}

    static String unit(Duration length) {
        if (length.equals(WEEK)) {
            return "weeks";
        }
        if (length.equals(DAY)) {
            return "days";
        }
        if (length.equals(HOUR)) {
            return "hours";
        }
        if (isWhole(length, DAY)) {
            return "blocks of " + length.toDays() + " days";
        }
        return isWhole(length, HOUR) ? "blocks of " + length.toHours() + " hours" : "blocks of " + length;
    }

    private static boolean isWhole(Duration length, Duration unit) {
        return length.compareTo(unit) > 0 && length.toMillis() % unit.toMillis() == 0;
    }
}

package io.leeway.monitoring;

import java.time.Clock;
import java.time.Duration;

/**
 * The times of rows, of which one that is too far ahead counts as now: a wrong date must neither open a window for which all later rows are late, nor let predictions
 * expire. Such a time is marked, so that who counts rows knows it.
 *
 * <p>Where a log is followed, now is when the log recorded the row, so that what is known depends on the log alone.
 */
final class RowTimes {
    /** Around this stand the times that rows too far ahead count as: no row is of the year 73 million. */
    private static final long AHEAD = 1L << 61;

    private static final long LAST = 1L << 53;

    private final Clock clock;
    private final long toleranceMillis;

    /** A time that was plausible already, so that the clock is read only where time goes on. Threads may see an older one. */
    private long plausible = Long.MIN_VALUE;

    RowTimes(Clock clock, Duration tolerance) {
        this.clock = clock;
        this.toleranceMillis = millis(tolerance);
    }

    private static long millis(Duration tolerance) {
        return tolerance.getSeconds() >= Long.MAX_VALUE / 1_000 ? Long.MAX_VALUE : tolerance.toMillis();
    }

    /** The time of a row, or what it counts as, marked. */
    long of(long time, Window open) {
        if (time <= plausible) {
            return time;
        }
        long now = clock.millis();
        plausible = latest(now);
        return time <= plausible ? time : AHEAD + within(open, now);
    }

    /** The time of a row that a log recorded then. */
    long logged(long time, long recorded, Window open) {
        return time <= latest(recorded) ? time : AHEAD + within(open, recorded);
    }

    private long latest(long now) {
        return now > Long.MAX_VALUE - toleranceMillis ? Long.MAX_VALUE : now + toleranceMillis;
    }

    /** Rows may be older than the clock is, as in a replay: one with a wrong date must not end their window. */
    private static long within(Window open, long now) {
        boolean ofTime = open.startMillis != Long.MIN_VALUE;
        return ofTime ? Math.max(open.startMillis, Math.min(now, open.endMillis - 1)) : now;
    }

    static boolean isAhead(long time) {
        return Math.abs(time - AHEAD) < LAST;
    }

    /** The time without the mark. */
    static long millis(long time) {
        return isAhead(time) ? time - AHEAD : time;
    }
}

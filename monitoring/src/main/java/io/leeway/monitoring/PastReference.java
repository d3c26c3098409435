package io.leeway.monitoring;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.PastBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * A reference that a monitor makes of its own earlier windows: the newest ones, or those of the same season. Several may be compared with at once, beside a fixed one.
 *
 * <pre>{@code
 * PastReference newest = PastReference.trailing(8);
 * PastReference sameHourAndWeekday = PastReference.sameSeason(Duration.ofDays(7), 8, 1);
 * }</pre>
 *
 * <p>Immutable.
 */
public final class PastReference {
    private final String name;
    private final Duration period;
    private final int count;
    private final int width;

    private PastReference(String name, Duration period, int count, int width) {
        this.name = name;
        this.period = period;
        this.count = count;
        this.width = width;
    }

    /**
     * Returns the newest windows before the one that is judged.
     *
     * @param windows how many at most; fewer than 5 say too little about what windows differ by
     * @return the reference
     * @throws IllegalArgumentException if there are fewer than 5
     */
    public static PastReference trailing(int windows) {
        return new PastReference("trailing", Duration.ZERO, enough(windows), 1);
    }

    /**
     * Returns the windows that began whole periods before the one that is judged, and those next to them: of the same hour and weekday, with a period of 7 days and a
     * width of 1; of the same weeks of last year, with a period of 364 days and a width of some weeks. {@link ModelMonitorBuilder#history} must keep windows as long.
     *
     * @param period the length of the season
     * @param periods how many periods back at most
     * @param width how many windows of each season: odd
     * @return the reference
     * @throws IllegalArgumentException if the period is not above zero, the width is even or below one, or there are fewer than 5 windows in all
     */
    public static PastReference sameSeason(Duration period, int periods, int width) {
        new PastBlocks(new TreeMap<>()).sameSeason(Instant.EPOCH, period, periods, width);
        enough(periods * width);
        return new PastReference("season of " + period, period, periods, width);
    }

    private static int enough(int windows) {
        if (windows < 5) {
            throw new IllegalArgumentException("a reference of " + windows
                    + " windows says too little about what they differ by; give at least 5");
        }
        return windows;
    }

    /**
     * Returns the name under which results stand beside those of other references.
     *
     * @return such as {@code variation (trailing)}
     */
    public String name() {
        return "variation (" + name + ")";
    }

    boolean isSeason() {
        return !period.isZero();
    }

    List<Profile> of(PastBlocks past, Instant window) {
        return isSeason() ? past.sameSeason(window, period, count, width) : past.trailing(window, count);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}

package io.leeway.monitoring.variation;

import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Profiles of past blocks by the time at which each began, from which a reference is chosen that fits a window: the newest blocks, or those
 * of the same season.
 *
 * <pre>{@code
 * PastBlocks past = new PastBlocks(hours);                               // profiles of hours
 * NaturalVariation trailing = NaturalVariation.of(past.trailing(monday9, 8));
 * NaturalVariation mondaysAt9 = NaturalVariation.of(past.sameSeason(monday9, Duration.ofDays(7), 8, 1));
 * NaturalVariation lastSpring = NaturalVariation.of(past.sameSeason(monday9, Duration.ofDays(364), 1, 9));
 * DriftReport several = trailing.compare(summer).merge(mondaysAt9.compare(summer));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class PastBlocks {
    private final NavigableMap<Instant, Profile> blocks;

    /**
     * Takes profiles of blocks of equal length.
     *
     * @param blocks by the time at which each begins; copied
     */
    public PastBlocks(NavigableMap<Instant, Profile> blocks) {
        this.blocks = Collections.unmodifiableNavigableMap(new TreeMap<>(blocks));
    }

    /**
     * Returns the newest blocks before a window.
     *
     * @param window when the window begins
     * @param most how many at most
     * @return in the order of time
     */
    public List<Profile> trailing(Instant window, int most) {
        List<Profile> chosen = new ArrayList<>(blocks.headMap(window, false).descendingMap().values().stream()
                .limit(most)
                .toList());
        Collections.reverse(chosen);
        return chosen;
    }

    /**
     * Returns the blocks that began whole periods before a window, and those next to them: of the same hour and weekday of past weeks, with a
     * period of 7 days and a width of 1; of the same weeks of last year, with a period of 364 days, so that weekdays stay the same, and
     * a width of some weeks.
     *
     * @param window when the window begins
     * @param period the length of the season
     * @param periods how many periods back at most
     * @param width how many blocks of each season, of which the middle one begins a period before: odd
     * @return in the order of time, without those that begin at the window or later
     * @throws IllegalArgumentException if the period is not above zero, or the width is even or below one
     */
    public List<Profile> sameSeason(Instant window, Duration period, int periods, int width) {
        if (period.isNegative() || period.isZero() || width < 1 || width % 2 == 0) {
            throw new IllegalArgumentException(
                    "a season has a period above zero and an odd number of blocks, not " + period + " and " + width);
        }
        NavigableMap<Instant, Profile> chosen = new TreeMap<>();
        for (int back = periods; back >= 1; back--) {
            Instant middle = window.minus(period.multipliedBy(back));
            if (blocks.containsKey(middle)) {
                addNearest(middle, width, chosen);
            }
        }
        return List.copyOf(chosen.headMap(window, false).values());
    }

    private void addNearest(Instant middle, int width, NavigableMap<Instant, Profile> chosen) {
        blocks.headMap(middle, true).descendingMap().entrySet().stream()
                .limit(width / 2 + 1L)
                .forEach(block -> chosen.put(block.getKey(), block.getValue()));
        blocks.tailMap(middle, false).entrySet().stream()
                .limit(width / 2)
                .forEach(block -> chosen.put(block.getKey(), block.getValue()));
    }

    /** Returns the number of blocks in one line. */
    @Override
    public String toString() {
        return blocks.size() + " blocks"
                + (blocks.isEmpty() ? "" : " from " + blocks.firstKey() + " to " + blocks.lastKey());
    }
}

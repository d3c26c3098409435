package io.leeway.monitoring.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Profiles of the rows of equal lengths of time, by the number of the length since 1970-01-01T00:00:00Z. There are at most
 * {@value #MAX} of them: where there would be more, they are merged to the next greater length. The length depends on which blocks there
 * are and never on the order in which they came.
 */
record TimeBlocks(long lengthMillis, SortedMap<Long, Profile> profiles) {
    static final int MAX = 64;
    static final long DAY = 86_400_000L;
    static final TimeBlocks NONE = new TimeBlocks(0, Collections.emptySortedMap());

    private static final long[] LENGTHS = {1_000, 60_000, 3_600_000, DAY, 7 * DAY, 28 * DAY, 364 * DAY};

    static TimeBlocks of(long lengthMillis, SortedMap<Long, Profile> profiles) {
        TimeBlocks blocks = new TimeBlocks(lengthMillis, Collections.unmodifiableSortedMap(new TreeMap<>(profiles)));
        while (blocks.profiles.size() > MAX) {
            blocks = blocks.merged(longer(blocks.lengthMillis));
        }
        return blocks.profiles.isEmpty() ? NONE : blocks;
    }

    /** The next length that blocks of a length can be merged to. */
    static long longer(long lengthMillis) {
        for (long each : LENGTHS) {
            if (each > lengthMillis && each % lengthMillis == 0) {
                return each;
            }
        }
        return 2 * lengthMillis;
    }

    private TimeBlocks merged(long length) {
        SortedMap<Long, Profile> merged = new TreeMap<>();
        profiles.forEach((number, profile) ->
                merged.merge(Math.floorDiv(number * lengthMillis, length), profile, Profile::merge));
        return new TimeBlocks(length, merged);
    }

    /** The blocks of both. */
    TimeBlocks merge(TimeBlocks other) {
        if (profiles.isEmpty() || other.profiles.isEmpty()) {
            return profiles.isEmpty() ? other : this;
        }
        long length = Math.max(lengthMillis, other.lengthMillis);
        if (length % lengthMillis != 0 || length % other.lengthMillis != 0) {
            throw new ProfileException("blocks of " + lengthMillis + " and of " + other.lengthMillis
                    + " milliseconds cannot be merged: profile both by blocks of one length");
        }
        SortedMap<Long, Profile> both = new TreeMap<>(merged(length).profiles);
        other.merged(length).profiles.forEach((number, profile) -> both.merge(number, profile, Profile::merge));
        return of(length, both);
    }

    /**
     * Consecutive blocks merged to a multiple of their length, counted back from the newest; without blocks at both ends that have fewer
     * than half the median number of rows, and without what is left before the first whole one.
     */
    List<Profile> cut(int parts) {
        long[] rows =
                profiles.values().stream().mapToLong(Profile::rows).sorted().toArray();
        TreeMap<Long, Profile> whole = new TreeMap<>(profiles);
        while (isIncomplete(whole.lastEntry(), rows)) {
            whole.pollLastEntry();
        }
        while (isIncomplete(whole.firstEntry(), rows)) {
            whole.pollFirstEntry();
        }
        List<Profile> cut = new ArrayList<>();
        if (whole.isEmpty()) {
            return cut;
        }
        for (long end = whole.lastKey() + 1; end - parts >= whole.firstKey(); end -= parts) {
            whole.subMap(end - parts, end).values().stream()
                    .reduce(Profile::merge)
                    .ifPresent(block -> cut.add(0, block));
        }
        return cut;
    }

    private static boolean isIncomplete(Map.@Nullable Entry<Long, Profile> block, long[] sortedRows) {
        return block != null && 2 * block.getValue().rows() < sortedRows[sortedRows.length / 2];
    }
}

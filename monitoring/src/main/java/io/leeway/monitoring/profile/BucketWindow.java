package io.leeway.monitoring.profile;

import java.util.Arrays;

/**
 * Counts numbers in up to {@value Buckets#MAX} adjoining buckets of each sign: those of an accumulator, and the next ones, which would not
 * make it coarser. The counts enter the accumulator when the window is closed; before, its buckets must not be used. Mutable; for one
 * thread.
 */
final class BucketWindow {
    /** The sign of a number, shifted by this, is the place of the first bucket of its sign. */
    private static final int SIGN_SHIFT = 54;

    /** No number is within buckets of this offset. */
    private static final int NOWHERE = 1 << 30;

    private final int[] counts = new int[2 * Buckets.MAX];

    /** What is taken off the place of a number: that of the first bucket, by sign. */
    private final int[] offsets = {NOWHERE, NOWHERE};

    /** The first bucket, by sign. */
    private final int[] firsts = new int[2];

    /** By sign, up to where and from where on the extremes can be; none can be up to a negative one. */
    private final int[] lowEnds = new int[2];

    private final int[] highEnds = new int[2];

    private final long[] places;
    private BucketLimits.Cells cells = BucketLimits.cells(BucketLimits.MAX_SCALE);
    private boolean needsNormal;
    private int firstExponent;
    private int lastExponent;
    private long atEnds;

    /** Makes a window for so many numbers at once. */
    BucketWindow(int capacity) {
        places = new long[capacity];
    }

    /** Whether {@link #count} must get normal numbers only: there are so few buckets that the others would seem to be in some of them. */
    boolean needsNormal() {
        return needsNormal;
    }

    /** The least exponent, with its bias, that a number within can have. */
    int firstExponent() {
        return firstExponent;
    }

    int lastExponent() {
        return lastExponent;
    }

    void open(NumericAccumulator state) {
        cells = BucketLimits.cells(state.scale);
        needsNormal = cells.buckets() < Buckets.MAX;
        firstExponent = Integer.MAX_VALUE;
        lastExponent = 0;
        atEnds = 0;
        open(state.positive, state.negative.isEmpty(), 0);
        open(state.negative, state.positive.isEmpty(), 1);
    }

    private void open(Buckets buckets, boolean alone, int sign) {
        offsets[sign] = NOWHERE;
        if (buckets.isEmpty()) {
            return;
        }
        // The room is before the first: there the buckets of a sign are rarest.
        int first = buckets.last() - Buckets.MAX + 1;
        if (!needsNormal) {
            first = Math.max(cells.first(), Math.min(cells.first() + cells.buckets() - Buckets.MAX, first));
        }
        firsts[sign] = first;
        offsets[sign] = cells.place(first, sign);
        lowEnds[sign] = alone ? buckets.first() - first : -1;
        highEnds[sign] = Math.max(0, buckets.last() - first);
        firstExponent = Math.min(firstExponent, cells.exponent(first));
        lastExponent = Math.max(lastExponent, cells.exponent(first + Buckets.MAX));
    }

    /**
     * Counts numbers, given by their bits.
     *
     * @return how many are within; they are at the beginning of the array
     */
    int count(long[] bits, int size, long[] outside) {
        int shift = cells.cellShift;
        findCells(bits, places, shift, size);
        addEntries(bits, places, cells.entries, size);
        long between = offsets[1] - (long) offsets[0];
        findPlaces(bits, places, shift + 1, offsets[0], between, cells.down, size);
        int without = 0;
        for (int i = 0; i < size; i++) {
            long place = places[i];
            int at = (int) place;
            if ((at & -Buckets.MAX) != 0) {
                outside[without++] = i;
            } else {
                counts[at | (int) (place >>> SIGN_SHIFT)]++;
            }
        }
        int within = size;
        for (int i = without - 1; i >= 0; i--) {
            int at = (int) outside[i];
            outside[i] = bits[at];
            within--;
            bits[at] = bits[within];
        }
        return within;
    }

    // The loops without a table are apart from the one with it, and over longs only, so that the JIT compiles them to
    // vector instructions.

    private static void findCells(long[] bits, long[] cells, int shift, int size) {
        for (int i = 0; i < size; i++) {
            cells[i] = bits[i] >>> shift;
        }
    }

    private static void addEntries(long[] bits, long[] cells, long[] entries, int size) {
        for (int i = 0; i < size; i++) {
            cells[i] = bits[i] + entries[(int) cells[i] & entries.length - 1];
        }
    }

    private static void findPlaces(
            long[] bits, long[] places, int shift, long offset, long between, int down, int size) {
        for (int i = 0; i < size; i++) {
            places[i] = (places[i] >>> shift) - offset - (-(bits[i] >>> Long.SIZE - 1) & between) >>> down
                    | bits[i] & Long.MIN_VALUE;
        }
    }

    /** Whether the numbers counted since the last call may have one that is less or greater than any in the accumulator. */
    boolean mayHaveExtremes() {
        long now = atEnds(0) + atEnds(1);
        boolean more = now != atEnds;
        atEnds = now;
        return more;
    }

    private long atEnds(int sign) {
        if (offsets[sign] == NOWHERE) {
            return 0;
        }
        long at = 0;
        int start = sign * Buckets.MAX;
        for (int i = 0; i <= lowEnds[sign]; i++) {
            at += counts[start + i];
        }
        for (int i = highEnds[sign]; i < Buckets.MAX; i++) {
            at += counts[start + i];
        }
        return at;
    }

    /** Makes room in a state for normal numbers. */
    static void include(NumericAccumulator state, long[] bits, int size) {
        long[] least = {Long.MAX_VALUE, Long.MAX_VALUE};
        long[] greatest = {-1, -1};
        for (int i = 0; i < size; i++) {
            int sign = (int) (bits[i] >>> Long.SIZE - 1);
            long magnitude = bits[i] & Long.MAX_VALUE;
            least[sign] = Math.min(least[sign], magnitude);
            greatest[sign] = Math.max(greatest[sign], magnitude);
        }
        if (greatest[0] >= 0) {
            state.reserve(state.positive, least[0], greatest[0]);
        }
        if (greatest[1] >= 0) {
            state.reserve(state.negative, least[1], greatest[1]);
        }
    }

    void close(NumericAccumulator state) {
        close(state.positive, 0);
        close(state.negative, 1);
    }

    private void close(Buckets buckets, int sign) {
        if (offsets[sign] == NOWHERE) {
            return;
        }
        offsets[sign] = NOWHERE;
        int start = sign * Buckets.MAX;
        int from = start;
        int to = start + Buckets.MAX;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (from < to && counts[to - 1] == 0) {
            to--;
        }
        if (from < to) {
            buckets.addAll(counts, from, to, firsts[sign] + from - start);
            Arrays.fill(counts, from, to, 0);
        }
    }
}

package io.leeway.monitoring.profile;

import java.util.Arrays;

/**
 * Counts numbers in up to {@value Buckets#MAX} adjoining buckets of each sign: those of an accumulator, and the next ones, which would not
 * make it coarser. The counts enter the accumulator when the window is closed; before, its buckets must not be used. Mutable; for one
 * thread.
 */
final class BucketWindow {
    /** The sign of a number, shifted by this, is the place of the first bucket of its sign. */
    private static final int SIGN_SHIFT = 9;

    /** The place of the numbers that are outside; zeros have the next one. */
    private static final int OUTSIDE = 2 * Buckets.MAX;

    /** No number is within buckets of this offset. */
    private static final int NOWHERE = 1 << 30;

    private final int[] counts = new int[OUTSIDE + 2];

    /** What is taken off the place of a number: that of the first bucket, by sign. */
    private final int[] offsets = {NOWHERE, NOWHERE};

    /** The first bucket, by sign. */
    private final int[] firsts = new int[2];

    /** By sign, before and from which bucket on the extremes can be; none are before the first. */
    private final int[] lowEnds = new int[2];

    private final int[] highEnds = new int[2];

    private final long[] places;
    private BucketLimits.Cells cells = BucketLimits.cells(BucketLimits.MAX_SCALE);
    private boolean needsNormal;
    private int firstExponent;
    private int lastExponent;

    /** By sign, the first bucket in which there are no numbers that {@link SlicedSums#NARROW} calls small. */
    private final int[] smallEnds = new int[2];

    /** The counts when {@link #look} was called last. */
    private final int[] seen = new int[2 * Buckets.MAX];

    /** Makes a window for so many numbers at once. */
    BucketWindow(int capacity) {
        places = new long[capacity];
    }

    /** Whether {@link #count} must get normal numbers only: the others would seem to be in some of the buckets. */
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
        needsNormal = false;
        firstExponent = Integer.MAX_VALUE;
        lastExponent = 0;
        open(state.positive, state.negative.isEmpty(), 0);
        open(state.negative, state.positive.isEmpty(), 1);
        for (int sign = 0; sign < 2; sign++) {
            int end = cells.firstOf(lastExponent - SlicedSums.NARROW) - firsts[sign];
            smallEnds[sign] = offsets[sign] == NOWHERE ? 0 : Math.max(0, Math.min(Buckets.MAX, end));
        }
    }

    private void open(Buckets buckets, boolean alone, int sign) {
        offsets[sign] = NOWHERE;
        if (buckets.isEmpty()) {
            return;
        }
        // The room is before the first: there the buckets of a sign are rarest.
        int first = buckets.last() - Buckets.MAX + 1;
        needsNormal |= first < cells.first() || first > cells.first() + cells.buckets() - Buckets.MAX;
        firsts[sign] = first;
        offsets[sign] = cells.place(first, sign);
        lowEnds[sign] = alone ? Math.max(0, buckets.first() - first + 1) : 0;
        highEnds[sign] = Math.max(0, buckets.last() - first);
        firstExponent = Math.min(firstExponent, cells.exponent(first));
        lastExponent = Math.max(lastExponent, cells.exponent(first + Buckets.MAX));
    }

    /**
     * Counts numbers, given by their bits, which are not those of -0.0.
     *
     * @return how many are within, or 0.0; they are at the beginning of the array
     */
    int count(long[] bits, int size, long[] outside) {
        int shift = cells.cellShift;
        addEntries(bits, places, cells.entries, shift, size);
        long between = offsets[1] - (long) offsets[0];
        findPlaces(bits, places, shift + 1, offsets[0], between, cells.down, size);
        countPlaces(places, counts, size);
        int within = size - counts[OUTSIDE];
        if (within < size) {
            counts[OUTSIDE] = 0;
            takeOut(bits, size, outside);
        }
        return within;
    }

    private static void countPlaces(long[] places, int[] counts, int size) {
        for (int i = 0; i < size; i++) {
            counts[(int) places[i]]++;
        }
    }

    /** Moves the numbers outside, in their order, to another array, and the last ones within to their places. */
    private void takeOut(long[] bits, int size, long[] outside) {
        int without = 0;
        for (int i = 0; i < size; i++) {
            outside[without] = i;
            without += places[i] == OUTSIDE ? 1 : 0;
        }
        int within = size;
        for (int i = without - 1; i >= 0; i--) {
            int at = (int) outside[i];
            outside[i] = bits[at];
            within--;
            bits[at] = bits[within];
        }
    }

    // The loop without a table is apart from those with one, and over longs only, so that the JIT compiles it to
    // vector instructions.

    private static void addEntries(long[] bits, long[] sums, long[] entries, int shift, int size) {
        for (int i = 0; i < size; i++) {
            sums[i] = bits[i] + entries[(int) (bits[i] >>> shift) & entries.length - 1];
        }
    }

    private static void findPlaces(
            long[] bits, long[] places, int shift, long offset, long between, int down, int size) {
        for (int i = 0; i < size; i++) {
            long sign = bits[i] >>> Long.SIZE - 1;
            long place = (places[i] >>> shift) - offset - (-sign & between) >> down;
            long beyond = place & -Buckets.MAX;
            long out = (beyond | -beyond) >>> Long.SIZE - 1;
            long zero = (bits[i] | -bits[i]) >>> Long.SIZE - 1 ^ 1;
            places[i] = (place | sign << SIGN_SHIFT) & out - 1 | out << SIGN_SHIFT + 1 | zero;
        }
    }

    /** Returns how many zeros were counted since the last call. */
    int takeZeros() {
        int zeros = counts[OUTSIDE + 1];
        counts[OUTSIDE + 1] = 0;
        return zeros;
    }

    /** Whether the numbers counted since {@link #look} may have one that is less than any in the accumulator. */
    boolean mayHaveLess() {
        return isMore(0, 0, lowEnds[0]) || isMore(1, highEnds[1], Buckets.MAX);
    }

    /** Whether the numbers counted since {@link #look} may have one that is greater than any in the accumulator. */
    boolean mayHaveGreater() {
        return isMore(0, highEnds[0], Buckets.MAX) || isMore(1, 0, lowEnds[1]);
    }

    /** Whether the numbers counted since {@link #look} may have one whose exponent is less than the last one by more than {@link SlicedSums#NARROW}. */
    boolean mayHaveSmall() {
        return isMore(0, 0, smallEnds[0]) || isMore(1, 0, smallEnds[1]);
    }

    private boolean isMore(int sign, int from, int to) {
        int start = sign * Buckets.MAX;
        return from < to && !Arrays.equals(counts, start + from, start + to, seen, start + from, start + to);
    }

    /** Keeps what has been counted. */
    void look() {
        System.arraycopy(counts, 0, seen, 0, seen.length);
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
            Arrays.fill(seen, from, to, 0);
        }
    }
}

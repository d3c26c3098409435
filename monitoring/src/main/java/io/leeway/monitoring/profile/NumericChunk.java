package io.leeway.monitoring.profile;

/**
 * Adds the numbers of a column to a {@link NumericAccumulator} some hundred at a time, with the same result to the bit as one by one.
 *
 * <p>Missing values are taken out of a chunk first, where there were some in the one before, and the numbers of a long column, as long as they are small and
 * whole, are counted by {@link WholeNumbers}. Zeros and numbers in the buckets of a {@link BucketWindow} are counted there; the others make it move first. Subnormal, other missing and
 * infinite values are never in it and are added one by one. Numbers are summed by {@link SlicedSums}, or by {@link ExponentSums} where they are few or their
 * exponents far apart. Mutable; for one thread.
 */
final class NumericChunk {
    /** The most numbers of a chunk. */
    static final int SIZE = ExponentSums.MOST;

    /** The fewest numbers that are cut into slices: the sums of fewer are drained in more time than is saved. */
    private static final int FEW = 256;

    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

    private final WholeNumbers whole = new WholeNumbers();
    private final BucketWindow window;
    private final SlicedSums sliced = new SlicedSums();
    private final ExponentSums byExponent = new ExponentSums();

    private final long[] bits;

    /** Those of {@link #bits}, if others than in the column are there. */
    private final double[] numbers;

    /** What is outside of the window; then hashes. */
    private final long[] some;

    private final long[] others;

    /** Whether there were missing values among the last ones, so that there probably are among the next ones. */
    private boolean hadMissing;

    /** Whether the chunk before had many unusual numbers, so that this one probably has. */
    private boolean hadUnusual;

    /** Whether the window was moved while numbers of the chunk were in it already. */
    private boolean moved;

    /** Makes a chunk for columns of so many numbers. */
    NumericChunk(int rows) {
        int capacity = Math.min(SIZE, rows);
        window = new BucketWindow(capacity);
        bits = new long[capacity];
        numbers = new double[capacity];
        some = new long[capacity];
        others = new long[capacity];
    }

    /** Adds a part of a column. */
    void addTo(NumericAccumulator state, double[] values, int from, int to) {
        whole.open(to - from);
        window.open(state);
        for (int start = from; start < to; start += bits.length) {
            int size = Math.min(bits.length, to - start);
            if (hadMissing) {
                addPresent(state, values, start, size);
            } else {
                long missing = state.missing;
                addNumbers(state, values, start, size);
                hadMissing = state.missing > missing;
            }
        }
        sliced.drainTo(state);
        window.close(state);
        whole.drainTo(state);
    }

    /** Adds numbers, the small whole ones at the beginning by counting each. */
    private void addNumbers(NumericAccumulator state, double[] values, int from, int size) {
        int counted = whole.count(values, from, size);
        if (counted < size) {
            addChunk(state, values, from + counted, size - counted);
        }
    }

    /** Adds the numbers among some values. */
    private void addPresent(NumericAccumulator state, double[] values, int from, int size) {
        toBits(values, from, some, size);
        findPresent(some, others, size);
        int present = take(values, from, others, size, numbers);
        state.missing += size - present;
        hadMissing = present < size;
        addNumbers(state, numbers, 0, present);
    }

    // Each loop over a chunk is a method: it is compiled long before those around it.

    /** The present ones are 1 for a value, 0 for a missing one. */
    private static void findPresent(long[] bits, long[] present, int size) {
        for (int i = 0; i < size; i++) {
            // Only the bits of NaN are above those of infinity.
            present[i] = (INFINITY - (bits[i] & Long.MAX_VALUE) >>> Long.SIZE - 1) ^ 1;
        }
    }

    /** Copies what is present; returns how many that are. */
    private static int take(double[] values, int from, long[] present, int size, double[] numbers) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            // Without a branch that a processor would have to guess.
            numbers[kept] = values[from + i];
            kept += (int) present[i];
        }
        return kept;
    }

    private static void toBits(double[] values, int from, long[] bits, int size) {
        for (int i = 0; i < size; i++) {
            // Turns -0.0 into 0.0: they are the same number.
            bits[i] = Double.doubleToRawLongBits(values[from + i] + 0.0);
        }
    }

    private static void toNumbers(long[] bits, double[] numbers, int size) {
        for (int i = 0; i < size; i++) {
            numbers[i] = Double.longBitsToDouble(bits[i]);
        }
    }

    /** Adds the numbers whose bits there are. */
    private void addChunk(NumericAccumulator state, double[] values, int from, int size) {
        toBits(values, from, bits, size);
        int usual = hadUnusual || window.needsNormal() ? takeOutUnusual(state, bits, size) : size;
        moved = false;
        int within = window.count(bits, usual, some);
        if (within < usual) {
            within = addOutside(state, within, usual - within);
        }
        hadUnusual = within < size - size / 16;
        if (within == 0) {
            return;
        }
        int zeros = window.takeZeros();
        if (zeros > 0) {
            state.zeros += zeros;
            state.extend(0);
        }
        state.count += within;
        state.distinct.add(bits, within, some, others);
        boolean less = window.mayHaveLess() || moved;
        boolean greater = window.mayHaveGreater() || moved;
        boolean small = window.mayHaveSmall() || moved;
        if (less) {
            findMin(state, within);
        }
        if (greater) {
            findMax(state, within);
        }
        if (less || greater || small) {
            window.look();
        }
        int least = small ? window.firstExponent() : window.lastExponent() - SlicedSums.NARROW;
        if (within == size && !moved) {
            sum(state, values, from, size, least);
        } else {
            toNumbers(bits, numbers, within);
            sum(state, numbers, 0, within, least);
        }
    }

    /** Sums numbers, whose bits there are too, and none of which but zeros has an exponent below a least one. */
    private void sum(NumericAccumulator state, double[] values, int from, int size, int least) {
        if (size < FEW || !SlicedSums.canHold(least, window.lastExponent())) {
            byExponent.add(state, bits, size, window.firstExponent(), window.lastExponent());
        } else {
            sliced.add(state, values, from, size, least, window.lastExponent());
        }
    }

    private void findMin(NumericAccumulator state, int size) {
        double min = state.min;
        for (int i = 0; i < size; i++) {
            double number = Double.longBitsToDouble(bits[i]);
            if (number < min) {
                min = number;
            }
        }
        state.min = min;
    }

    private void findMax(NumericAccumulator state, int size) {
        double max = state.max;
        for (int i = 0; i < size; i++) {
            double number = Double.longBitsToDouble(bits[i]);
            if (number > max) {
                max = number;
            }
        }
        state.max = max;
    }

    /** Counts some numbers that are outside of the window; returns how many are in the chunk then. */
    private int addOutside(NumericAccumulator state, int within, int outside) {
        int normal = takeOutUnusual(state, some, outside);
        if (normal == 0) {
            return within;
        }
        moved = true;
        window.close(state);
        BucketWindow.include(state, some, normal);
        window.open(state);
        int more = window.count(some, normal, others);
        System.arraycopy(some, 0, bits, within, more);
        if (more < normal) {
            // At the limits of what is normal.
            window.close(state);
            for (int i = 0; i < normal - more; i++) {
                state.add(Double.longBitsToDouble(others[i]));
            }
            window.open(state);
        }
        return within + more;
    }

    /** Adds the unusual numbers, zeros among them, one by one; returns how many others are left. */
    private int takeOutUnusual(NumericAccumulator state, long[] from, int size) {
        int kept = 0;
        int taken = 0;
        for (int i = 0; i < size; i++) {
            // Both are written, and one of them stays: no branch that a processor would have to guess.
            long each = from[i];
            int exponent = (int) (each >>> MANTISSA_BITS) & EXPONENT_MASK;
            int normal = 1 - (exponent + 1 & EXPONENT_MASK) >>> Integer.SIZE - 1;
            from[kept] = each;
            others[taken] = each;
            kept += normal;
            taken += 1 - normal;
        }
        addUnusual(state, taken);
        return kept;
    }

    private void addUnusual(NumericAccumulator state, int size) {
        boolean closed = false;
        int missing = 0;
        for (int i = 0; i < size; i++) {
            double number = Double.longBitsToDouble(others[i]);
            if (Double.isNaN(number)) {
                missing++;
                continue;
            }
            if (!closed && Math.abs(number) > 0 && Math.abs(number) < Double.MIN_NORMAL) {
                // The only ones that have buckets.
                window.close(state);
                closed = true;
            }
            state.add(number);
        }
        state.missing += missing;
        if (closed) {
            window.open(state);
            moved = true;
        }
    }
}

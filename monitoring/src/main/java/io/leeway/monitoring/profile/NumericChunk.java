package io.leeway.monitoring.profile;

/**
 * Adds the numbers of a column to a {@link NumericAccumulator} some hundred at a time, with the same result to the bit as one by one.
 *
 * <p>Numbers in the buckets of a {@link BucketWindow} are counted there; the others make it move first. Zeros, subnormal, missing and
 * infinite values are never in it and are added one by one. The mantissas of a chunk and their squares are summed by exponent, in longs
 * that cannot overflow (after Neal, "Fast exact summation using small and large superaccumulators", 2015), and enter the exact sums once a
 * chunk. Mutable; for one thread.
 */
final class NumericChunk {
    /** The most numbers of a chunk: so many mantissas of 53 bits fit into a signed long. */
    static final int SIZE = 1 << 10;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN = 1L << MANTISSA_BITS;
    private static final long MANTISSA = HIDDEN - 1;
    private static final int EXPONENT_MASK = 0x7FF;

    /** A square has 106 bits: 53 in each of two sums. */
    private static final int HALF_SQUARE_BITS = 53;

    private static final long HALF_SQUARE = (1L << HALF_SQUARE_BITS) - 1;

    /** The sums of an exponent: of mantissas with their signs, and of the lower and the upper halves of their squares; a fourth is not used. */
    private static final int SUMS = 4;

    private final BucketWindow window;

    private final long[] bits;
    private final long[] hashes;
    private long[] sums = new long[0];

    /** Whether the chunk before had many unusual numbers, so that this one probably has. */
    private boolean hadUnusual;

    /** Makes a chunk for columns of so many numbers. */
    NumericChunk(int rows) {
        int capacity = Math.min(SIZE, rows);
        bits = new long[capacity];
        hashes = new long[capacity];
        window = new BucketWindow(capacity);
    }

    /** Adds a part of a column. */
    void addTo(NumericAccumulator state, double[] values, int from, int to) {
        window.open(state);
        for (int start = from; start < to; start += bits.length) {
            int size = Math.min(bits.length, to - start);
            for (int i = 0; i < size; i++) {
                bits[i] = Double.doubleToRawLongBits(values[start + i]);
            }
            addTo(state, size);
        }
        window.close(state);
    }

    private void addTo(NumericAccumulator state, int size) {
        int usual = hadUnusual || window.needsNormal() ? takeOutUnusual(state, bits, size) : size;
        int within = window.count(bits, usual, hashes);
        boolean moved = within < usual;
        if (moved) {
            within = addOutside(state, within, usual - within);
        }
        hadUnusual = within < size - size / 16;
        if (within > 0) {
            if (window.mayHaveExtremes() || moved) {
                findExtremes(state, within);
            }
            sum(state, within);
            for (int i = 0; i < within; i++) {
                hashes[i] = NumericAccumulator.mix(bits[i]);
            }
            state.distinct.add(hashes, within);
            state.count += within;
        }
    }

    private void findExtremes(NumericAccumulator state, int size) {
        double min = state.min;
        double max = state.max;
        for (int i = 0; i < size; i++) {
            double number = Double.longBitsToDouble(bits[i]);
            if (number < min) {
                min = number;
            }
            if (number > max) {
                max = number;
            }
        }
        state.min = min;
        state.max = max;
    }

    private static int exponent(long bits) {
        return (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
    }

    private static boolean isNormal(long bits) {
        return (exponent(bits) + 1 & EXPONENT_MASK) > 1;
    }

    /** Counts the numbers outside of the window, which are in the place of the hashes; returns how many are in the chunk then. */
    private int addOutside(NumericAccumulator state, int within, int outside) {
        long[] out = hashes.clone();
        int normal = takeOutUnusual(state, out, outside);
        if (normal == 0) {
            return within;
        }
        window.close(state);
        BucketWindow.include(state, out, normal);
        window.open(state);
        int more = window.count(out, normal, hashes);
        System.arraycopy(out, 0, bits, within, more);
        if (more < normal) {
            // At the limits of what is normal.
            window.close(state);
            for (int i = 0; i < normal - more; i++) {
                state.add(Double.longBitsToDouble(hashes[i]));
            }
            window.open(state);
        }
        return within + more;
    }

    /** Adds the unusual numbers one by one; returns how many others are left. */
    private int takeOutUnusual(NumericAccumulator state, long[] numbers, int size) {
        long[] unusual = new long[size];
        int kept = 0;
        int taken = 0;
        for (int i = 0; i < size; i++) {
            // Both are written, and one of them stays: no branch that a processor would have to guess.
            long each = numbers[i];
            int normal = isNormal(each) ? 1 : 0;
            numbers[kept] = each;
            unusual[taken] = each;
            kept += normal;
            taken += 1 - normal;
        }
        boolean closed = false;
        for (int i = 0; i < taken; i++) {
            double number = Double.longBitsToDouble(unusual[i]);
            if (!closed && Math.abs(number) > 0 && Math.abs(number) < Double.MIN_NORMAL) {
                // The only ones that have buckets.
                window.close(state);
                closed = true;
            }
            state.add(number);
        }
        if (closed) {
            window.open(state);
        }
        return kept;
    }

    private void sum(NumericAccumulator state, int size) {
        int first = window.firstExponent();
        int exponents = window.lastExponent() - first + 1;
        if (sums.length < SUMS * exponents) {
            sums = new long[SUMS * exponents];
        }
        sumByExponent(first, size);
        for (int at = 0; at < SUMS * exponents; at += SUMS) {
            // No square of a normal number is 0.
            if (sums[at + 2] != 0) {
                int shift = first + at / SUMS - 1;
                state.sum.add(sums[at], shift);
                state.squares.add(sums[at + 1], 2 * shift);
                state.squares.add(sums[at + 2], 2 * shift + HALF_SQUARE_BITS);
                sums[at] = 0;
                sums[at + 1] = 0;
                sums[at + 2] = 0;
            }
        }
    }

    private void sumByExponent(int first, int size) {
        long[] into = sums;
        for (int i = 0; i < size; i++) {
            long each = bits[i];
            long mantissa = each & MANTISSA | HIDDEN;
            long sign = each >> Long.SIZE - 1;
            int at = SUMS * (exponent(each) - first);
            into[at] += (mantissa ^ sign) - sign;
            into[at + 1] += mantissa * mantissa & HALF_SQUARE;
            // The product without its lowest 53 bits: 5 + 6 bits to the left, 64 to the right.
            into[at + 2] += Math.multiplyHigh(mantissa << 5, mantissa << 6);
        }
    }
}

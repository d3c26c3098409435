package io.leeway.monitoring.profile;

/**
 * Adds the numbers of a column to a {@link NumericAccumulator} some hundred at a time, with the same result to the bit as one by one.
 *
 * <p>Each statistic has a loop of its own over the bits of normal numbers; zeros, subnormal, missing and infinite values are taken out
 * before. The mantissas of a chunk and their squares are summed by exponent, in longs that cannot overflow (after Neal, "Fast exact
 * summation using small and large superaccumulators", 2015), and enter the exact sums once a chunk. Mutable; for one thread.
 */
final class NumericChunk {
    /** The most numbers of a chunk: so many mantissas of 53 bits fit into a signed long. */
    static final int SIZE = 1 << 10;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN = 1L << MANTISSA_BITS;
    private static final long MANTISSA = HIDDEN - 1;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int SIGN_BIT = EXPONENT_MASK + 1;

    /** A square has 106 bits: 53 in each of two sums. */
    private static final int HALF_SQUARE_BITS = 53;

    private static final long HALF_SQUARE = (1L << HALF_SQUARE_BITS) - 1;

    private final long[] bits;
    private final long[] hashes;

    /** Sums of mantissas by sign and exponent. */
    private long[] mantissas = new long[0];

    /** Sums of the lower and the upper halves of the squares of mantissas by exponent. */
    private long[] squares = new long[0];

    private int size;
    /** Whether the chunk before had unusual numbers, so that this one probably has some. */
    private boolean hadUnusual;

    // Of the bits of the chunk's numbers, with and without a sign: the extremes of both signs.
    private long greatest;
    private long least;
    private long greatestUnsigned;
    private long leastUnsigned;

    /** Makes a chunk for columns of so many numbers. */
    NumericChunk(int rows) {
        int capacity = Math.min(SIZE, rows);
        bits = new long[capacity];
        hashes = new long[capacity];
    }

    /** Adds a part of a column. */
    void addTo(NumericAccumulator state, double[] values, int from, int to) {
        for (int start = from; start < to; start += bits.length) {
            take(values, start, Math.min(to, start + bits.length));
            addTo(state);
        }
    }

    private void addTo(NumericAccumulator state) {
        if (!hadUnusual) {
            findExtremes();
        }
        if (hadUnusual || hasUnusual()) {
            takeOutUnusual(state);
            findExtremes();
        }
        if (size > 0) {
            extremes(state);
            buckets(state);
            sums(state);
            for (int i = 0; i < size; i++) {
                hashes[i] = NumericAccumulator.mix(bits[i]);
            }
            state.distinct.add(hashes, size);
            state.count += size;
        }
    }

    private void take(double[] values, int from, int to) {
        size = to - from;
        for (int i = 0; i < size; i++) {
            bits[i] = Double.doubleToRawLongBits(values[from + i]);
        }
    }

    private void findExtremes() {
        long max = Long.MIN_VALUE;
        long min = Long.MAX_VALUE;
        long maxUnsigned = Long.MIN_VALUE;
        long minUnsigned = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            long signed = bits[i];
            long unsigned = signed ^ Long.MIN_VALUE;
            max = signed > max ? signed : max;
            min = signed < min ? signed : min;
            maxUnsigned = unsigned > maxUnsigned ? unsigned : maxUnsigned;
            minUnsigned = unsigned < minUnsigned ? unsigned : minUnsigned;
        }
        greatest = max;
        least = min;
        greatestUnsigned = maxUnsigned ^ Long.MIN_VALUE;
        leastUnsigned = minUnsigned ^ Long.MIN_VALUE;
    }

    private boolean hasPositive() {
        return greatest >= 0;
    }

    private boolean hasNegative() {
        return least < 0;
    }

    private boolean hasUnusual() {
        return hasPositive() && (!isNormal(greatest) || !isNormal(leastUnsigned))
                || hasNegative() && (!isNormal(least) || !isNormal(greatestUnsigned));
    }

    private static int exponent(long bits) {
        return (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
    }

    private static boolean isNormal(long bits) {
        return (exponent(bits) + 1 & EXPONENT_MASK) > 1;
    }

    private void takeOutUnusual(NumericAccumulator state) {
        int kept = 0;
        int unusual = 0;
        for (int i = 0; i < size; i++) {
            // Both are written, and one of them stays: no branch that a processor would have to guess.
            long each = bits[i];
            int normal = isNormal(each) ? 1 : 0;
            bits[kept] = each;
            hashes[unusual] = each;
            kept += normal;
            unusual += 1 - normal;
        }
        for (int i = 0; i < unusual; i++) {
            state.add(Double.longBitsToDouble(hashes[i]));
        }
        hadUnusual = unusual > 0;
        size = kept;
    }

    private void extremes(NumericAccumulator state) {
        state.extend(Double.longBitsToDouble(hasNegative() ? greatestUnsigned : leastUnsigned));
        state.extend(Double.longBitsToDouble(hasPositive() ? greatest : least));
    }

    private void buckets(NumericAccumulator state) {
        if (hasPositive()) {
            state.reserve(state.positive, leastUnsigned & Long.MAX_VALUE, greatest & Long.MAX_VALUE);
        }
        if (hasNegative()) {
            state.reserve(state.negative, least & Long.MAX_VALUE, greatestUnsigned & Long.MAX_VALUE);
        }
        BucketLimits.Cells cells = BucketLimits.cells(state.scale);
        if (hasPositive() && hasNegative()) {
            count(cells, state.positive, state.negative);
        } else {
            count(cells, hasPositive() ? state.positive : state.negative);
        }
    }

    private void count(BucketLimits.Cells cells, Buckets buckets) {
        long[] counts = buckets.counts();
        int offset = buckets.offset();
        for (int i = 0; i < size; i++) {
            counts[cells.index(bits[i]) - offset]++;
        }
    }

    private void count(BucketLimits.Cells cells, Buckets positive, Buckets negative) {
        long[][] counts = {positive.counts(), negative.counts()};
        int[] offsets = {positive.offset(), negative.offset()};
        for (int i = 0; i < size; i++) {
            int sign = (int) (bits[i] >>> Long.SIZE - 1);
            counts[sign][cells.index(bits[i]) - offsets[sign]]++;
        }
    }

    private void sums(NumericAccumulator state) {
        int first = Math.min(
                hasPositive() ? exponent(leastUnsigned) : EXPONENT_MASK,
                hasNegative() ? exponent(least) : EXPONENT_MASK);
        int last = Math.max(hasPositive() ? exponent(greatest) : 0, hasNegative() ? exponent(greatestUnsigned) : 0);
        int exponents = last - first + 1;
        if (squares.length < 2 * exponents) {
            squares = new long[2 * exponents];
        }
        int signsAndExponents = hasNegative() ? SIGN_BIT + exponents : exponents;
        if (mantissas.length < signsAndExponents) {
            mantissas = new long[signsAndExponents];
        }
        sumByExponent(first);
        for (int exponent = first; exponent <= last; exponent++) {
            int at = exponent - first;
            // No square of a normal number is 0.
            if (squares[2 * at + 1] != 0) {
                state.sum.add(mantissas[at], exponent - 1);
                mantissas[at] = 0;
                if (hasNegative()) {
                    state.sum.add(-mantissas[SIGN_BIT + at], exponent - 1);
                    mantissas[SIGN_BIT + at] = 0;
                }
                state.squares.add(squares[2 * at], 2 * (exponent - 1));
                state.squares.add(squares[2 * at + 1], 2 * (exponent - 1) + HALF_SQUARE_BITS);
                squares[2 * at] = 0;
                squares[2 * at + 1] = 0;
            }
        }
    }

    private void sumByExponent(int first) {
        long[] sums = mantissas;
        long[] halves = squares;
        for (int i = 0; i < size; i++) {
            long mantissa = bits[i] & MANTISSA | HIDDEN;
            int at = (int) (bits[i] >>> MANTISSA_BITS) - first;
            sums[at] += mantissa;
            int half = 2 * (at & EXPONENT_MASK);
            halves[half] += mantissa * mantissa & HALF_SQUARE;
            // The product without its lowest 53 bits: 5 + 6 bits to the left, 64 to the right.
            halves[half + 1] += Math.multiplyHigh(mantissa << 5, mantissa << 6);
        }
    }
}

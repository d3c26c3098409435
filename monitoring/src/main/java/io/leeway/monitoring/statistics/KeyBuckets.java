package io.leeway.monitoring.statistics;

/**
 * Puts numbers into buckets that keep their order and hold about equally many, without sorting.
 *
 * <p>A number's key is its bits, changed so that keys are in the order of the numbers. The range of the keys of a small sample is cut into
 * 16,384 cells of equal width in key space, which is fine near zero and coarse far away as the numbers themselves are; a cell that holds
 * much of the sample is cut further into a power of two of equal buckets, neighbours that hold little share one. Keys
 * beyond the sample's range have a bucket at each end.
 */
final class KeyBuckets {

    private static final int CELL_BITS = 14;
    private static final int REST_BITS = Long.SIZE - CELL_BITS;
    private static final long REST = (1L << REST_BITS) - 1;
    private static final int SHIFT_BITS = 6;

    private final long lowest;
    private final long span;
    private final int leadingZeros;
    /** For each cell its first bucket, and how far the rest of a key is to be shifted to give the bucket within the cell. */
    private final int[] cells;

    private final int size;

    private KeyBuckets(long lowest, long span, int[] cells, int size) {
        this.lowest = lowest;
        this.span = span;
        this.leadingZeros = Math.min(Long.SIZE - 1, Long.numberOfLeadingZeros(span));
        this.cells = cells;
        this.size = size;
    }

    /**
     * Buckets for numbers of which some are given.
     *
     * @param sample keys in ascending order, at least one
     * @param wanted about how many buckets; there are less than one and a half times as many, and 3
     */
    static KeyBuckets of(long[] sample, int wanted) {
        long lowest = sample[0];
        long span = sample[sample.length - 1] - lowest;
        float[] weights = new KeyBuckets(lowest, span, new int[0], 0).weights(sample);
        int[] cells = new int[1 << CELL_BITS];
        double scale = (double) wanted / sample.length;
        double begun = 0;
        int next = 1;
        for (int cell = 0; cell < cells.length; cell++) {
            double share = weights[cell] * scale;
            int bits = bits(share);
            // Cells with little share a bucket until it is full; one that is cut begins with a bucket of its own.
            begun += share;
            if (begun >= 1 || bits > 0) {
                next++;
                begun = share;
            }
            cells[cell] = next << SHIFT_BITS | REST_BITS - bits;
            next += (1 << bits) - 1;
            begun = bits > 0 ? 1 : begun;
        }
        return new KeyBuckets(lowest, span, cells, next + 2);
    }

    /** How much of the sample is in each cell, where what lies between two of its keys is spread evenly over the cells between. */
    private float[] weights(long[] ascending) {
        float[] weights = new float[1 << CELL_BITS];
        for (int i = 0; i + 1 < ascending.length; i++) {
            int from = cell(ascending[i]);
            int to = cell(ascending[i + 1]);
            float each = 1f / (to - from + 1);
            for (int cell = from; cell <= to; cell++) {
                weights[cell] += each;
            }
        }
        return weights;
    }

    private static int bits(double share) {
        return share < 2 ? 0 : Math.getExponent(share);
    }

    private int cell(long key) {
        return (int) ((key - lowest) << leadingZeros >>> REST_BITS);
    }

    /** In the order of the numbers. */
    static long key(double value) {
        // Minus zero and zero are the same number.
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** The number of a key. */
    static double value(long key) {
        return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
    }

    /** The bucket of a finite number: a smaller number's is never a later one. */
    int bucket(double value) {
        long key = key(value);
        long offset = key - lowest;
        if (Long.compareUnsigned(offset, span) > 0) {
            return key < lowest ? 0 : size - 1;
        }
        long aligned = offset << leadingZeros;
        int cell = cells[(int) (aligned >>> REST_BITS)];
        return (cell >>> SHIFT_BITS) + (int) ((aligned & REST) >>> (cell & (1 << SHIFT_BITS) - 1));
    }

    /**
     * A part of the bucket of a finite number. In a bucket that is one cell or a part of one, a smaller number's part is never a later one.
     *
     * @param value the number
     * @param bucket its bucket
     * @param bits the number of parts of a bucket, as a power of two
     */
    int part(double value, int bucket, int bits) {
        long aligned = (key(value) - lowest) << leadingZeros;
        int shift = cells[(int) (aligned >>> REST_BITS)] & (1 << SHIFT_BITS) - 1;
        return bucket << bits | (int) (aligned >>> Math.max(0, shift - bits)) & (1 << bits) - 1;
    }

    /**
     * The bucket of a finite number and its part of the bucket, see {@link #part}, as one number.
     *
     * @param value the number
     * @param bits the number of parts of a bucket, as a power of two
     */
    int bucketAndPart(double value, int bits) {
        long key = key(value);
        long offset = key - lowest;
        if (Long.compareUnsigned(offset, span) > 0) {
            return key < lowest ? 0 : size - 1 << bits;
        }
        long aligned = offset << leadingZeros;
        int cell = cells[(int) (aligned >>> REST_BITS)];
        int shift = cell & (1 << SHIFT_BITS) - 1;
        return (cell >>> SHIFT_BITS << bits) + (int) ((aligned & REST) >>> shift - bits);
    }

    int size() {
        return size;
    }
}

package io.leeway.monitoring.profile;

/**
 * The limits of base-2 exponential buckets, as in OpenTelemetry's data model: at scale {@code s} bucket {@code i} holds
 * {@code (b^i, b^(i+1)]} with {@code b = 2^(2^-s)}, and bucket {@code i} at scale {@code s} lies in bucket {@code i >> 1} at scale
 * {@code s - 1}.
 *
 * <p>An index is always found at {@link #MAX_SCALE} and shifted from there, by comparison with limits that
 * {@link StrictMath#pow} defines, so that every machine puts a value into the same bucket.
 */
final class BucketLimits {
    /** The finest scale: 4,096 buckets for each doubling. */
    static final int MAX_SCALE = 12;

    /** The coarsest scale that can be needed: one bucket for 8 doublings; all positive doubles then fit into 263 of them. */
    static final int MIN_SCALE = -3;

    private static final int PER_OCTAVE = 1 << MAX_SCALE;
    /** The bucket of the least positive double at the finest scale. */
    static final int LEAST_INDEX = -1074 * PER_OCTAVE - 1;

    /** The bucket of the greatest double at the finest scale. */
    static final int GREATEST_INDEX = 1024 * PER_OCTAVE - 1;

    private static final int MANTISSA_BITS = 52;
    private static final int GUESS_SHIFT = MANTISSA_BITS - MAX_SCALE;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int SUBNORMAL_SHIFT = 54;

    /** The bits of the mantissa of 2^(k / 4096). */
    private static final long[] LIMITS = new long[PER_OCTAVE + 1];

    /** For the leading bits of a mantissa, the last limit that is not above the least mantissa that has them. */
    private static final short[] GUESS = new short[PER_OCTAVE];

    static {
        for (int k = 0; k < PER_OCTAVE; k++) {
            LIMITS[k] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) k / PER_OCTAVE)) & MANTISSA;
        }
        LIMITS[PER_OCTAVE] = Long.MAX_VALUE;
        int k = 0;
        for (int i = 0; i < PER_OCTAVE; i++) {
            long least = (long) i << GUESS_SHIFT;
            while (LIMITS[k + 1] <= least) {
                k++;
            }
            GUESS[i] = (short) k;
        }
    }

    private static final long LEAST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long GREATEST_NORMAL = Double.doubleToRawLongBits(Double.MAX_VALUE);

    private static final Cells[] CELLS = new Cells[MAX_SCALE - MIN_SCALE + 1];

    static {
        for (int scale = MIN_SCALE; scale <= MAX_SCALE; scale++) {
            CELLS[scale - MIN_SCALE] = new Cells(scale);
        }
    }

    private BucketLimits() {}

    /** Finds buckets at a scale. */
    static Cells cells(int scale) {
        return CELLS[scale - MIN_SCALE];
    }

    /**
     * Finds the buckets of normal numbers at one scale without a loop: the leading bits of a mantissa select a cell that is narrower than any
     * bucket, so that there is at most one limit in it.
     */
    static final class Cells {
        /** By how many bits a place at the least scale of all, 0, must be shifted for the bucket at a coarser scale. */
        final int down;

        /** By how many bits a mantissa must be shifted for its cell. */
        final int cellShift;

        /**
         * By cell, what to add to the bits of a number so that the bits from {@code cellShift + 1} on are the place of its bucket, and the sign above
         * it: from there on, how many buckets a mantissa in the cell is above those of equal widths; below, what carries over if the mantissa is above
         * the limit in the cell.
         */
        final long[] entries;

        /** The place of bucket 0. */
        private final int bias;

        private Cells(int scale) {
            int positiveScale = Math.max(0, scale);
            down = Math.max(0, -scale);
            int cellBits = positiveScale + 1;
            cellShift = MANTISSA_BITS - cellBits;
            bias = Double.MAX_EXPONENT << positiveScale;
            entries = new long[1 << cellBits];
            long belowPlace = (2L << cellShift) - 1;
            int step = PER_OCTAVE >> positiveScale;
            int limits = 0;
            for (int cell = 0; cell < entries.length; cell++) {
                entries[cell] = (long) (limits - 1 - (cell >> 1)) << cellShift + 1;
                if (limits * step < PER_OCTAVE && LIMITS[limits * step] >>> cellShift == cell) {
                    entries[cell] += belowPlace - (LIMITS[limits * step] & belowPlace);
                    limits++;
                }
            }
        }

        /** Finds the bucket of the magnitude of a normal number, given by its bits. */
        int index(long bits) {
            long magnitude = bits & Long.MAX_VALUE;
            long entry = entries[(int) (magnitude >>> cellShift) & entries.length - 1];
            return (int) (magnitude + entry >>> cellShift + 1) - bias >> down;
        }

        /** The place of the first number in a bucket, with its sign (1 is below zero). */
        int place(int index, int sign) {
            return (index << down) + bias + (sign << Long.SIZE - 1 - (cellShift + 1));
        }

        /** The least exponent of the normal numbers in a bucket, with its bias; at most that of the greatest number. */
        int exponent(int index) {
            int place = (index << down) + bias;
            return Math.max(1, Math.min(2 * Double.MAX_EXPONENT, place >> MANTISSA_BITS - 1 - cellShift));
        }

        /** The first bucket in which no number has a lesser exponent, with its bias. */
        int firstOf(int exponent) {
            return (exponent << MANTISSA_BITS - 1 - cellShift) - bias + (1 << down) - 1 >> down;
        }

        /** The first of the buckets in which there are none but normal numbers. */
        int first() {
            return index(LEAST_NORMAL) + 1;
        }

        /** How many adjoining buckets there are in which there are none but normal numbers. */
        int buckets() {
            return index(GREATEST_NORMAL) - first();
        }
    }

    /** Finds the bucket of a positive finite number at the finest scale. */
    static int index(double positive) {
        int exponent = Math.getExponent(positive);
        double normal = positive;
        if (exponent < Double.MIN_EXPONENT) {
            normal = Math.scalb(positive, SUBNORMAL_SHIFT);
            exponent = Math.getExponent(normal) - SUBNORMAL_SHIFT;
        }
        long mantissa = Double.doubleToRawLongBits(normal) & MANTISSA;
        int k = GUESS[(int) (mantissa >>> GUESS_SHIFT)];
        while (LIMITS[k + 1] < mantissa) {
            k++;
        }
        // The upper limit belongs to the bucket; a mantissa of zero is the upper limit of the octave below.
        if (LIMITS[k] == mantissa) {
            k--;
        }
        return exponent * PER_OCTAVE + k;
    }

    /** Gives the lower limit of a bucket; 0 where it is below the least double, infinity where it is above the greatest. */
    static double lower(int scale, long index) {
        long fine = index << (MAX_SCALE - scale);
        long octave = Math.floorDiv(fine, PER_OCTAVE);
        int k = (int) Math.floorMod(fine, (long) PER_OCTAVE);
        double mantissa = Double.longBitsToDouble(LIMITS[k] | Double.doubleToRawLongBits(1.0));
        return Math.scalb(mantissa, (int) octave);
    }

    /** Gives the upper limit of a bucket. */
    static double upper(int scale, long index) {
        return lower(scale, index + 1);
    }

    /** The largest relative error of a bucket's middle: (b - 1) / (b + 1). */
    static double relativeError(int scale) {
        double half = Math.scalb(StrictMath.log(2), -scale) / 2;
        return StrictMath.tanh(half);
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Buckets of equal width that remember their first number, for samples with so many equal numbers that most buckets never see
 * another.
 */
final class EvenBuckets implements Buckets {

    private static final int LAST = 1 << 13;

    private final double from;
    private final double perUnit;
    /** {@code NaN} until there is one. */
    private final double[] first = new double[LAST + 2];

    private final boolean[] mixed = new boolean[LAST + 2];

    private EvenBuckets(double from, double perUnit) {
        this.from = from;
        this.perUnit = perUnit;
        Arrays.fill(first, Double.NaN);
    }

    /**
     * Buckets for numbers of which some are given.
     *
     * @param sample keys in ascending order, at least one
     * @return the buckets, or null where few numbers are equal or equal widths do not tell them apart
     */
    static @Nullable EvenBuckets of(long[] sample) {
        double least = KeyBuckets.value(sample[0]);
        double width = (KeyBuckets.value(sample[sample.length - 1]) - least) / (LAST - 2);
        double perUnit = 1 / width;
        if (!(perUnit > 0 && perUnit <= Double.MAX_VALUE && width <= Double.MAX_VALUE)) {
            return null;
        }
        EvenBuckets buckets = new EvenBuckets(least - width, perUnit);
        int distinct = 0;
        int crowded = 0;
        for (int i = 0; i < sample.length; i++) {
            if (i == 0 || sample[i] != sample[i - 1]) {
                distinct++;
                double value = KeyBuckets.value(sample[i]);
                crowded += buckets.newcomer(buckets.bucket(value), value) && i > 0 ? 1 : 0;
            }
        }
        return distinct <= sample.length / 2 && crowded <= distinct / 8 ? buckets : null;
    }

    @Override
    public int bucket(double value) {
        if (!Double.isFinite(value)) {
            return LAST + 1;
        }
        int bucket = (int) ((value - from) * perUnit);
        return bucket < 0 || bucket >= LAST ? outside(value) : bucket;
    }

    private int outside(double value) {
        return value < from ? 0 : LAST;
    }

    /** Remembers a number that is not the first of its bucket, or is it now; returns whether there was another. */
    private boolean newcomer(int bucket, double value) {
        if (Double.isNaN(first[bucket])) {
            first[bucket] = value;
            return false;
        }
        mixed[bucket] = true;
        return true;
    }

    @Override
    public void count(double[] values, int[] counts) {
        for (double value : values) {
            int bucket = (int) ((value - from) * perUnit);
            if (bucket < 0 || bucket >= LAST) {
                bucket = outside(value);
            }
            if (first[bucket] != value) {
                bucket = bucket(value);
                newcomer(bucket, value);
            }
            counts[bucket]++;
        }
    }

    @Override
    public boolean isMixed(int bucket) {
        return mixed[bucket];
    }

    @Override
    public int size() {
        return LAST + 2;
    }
}

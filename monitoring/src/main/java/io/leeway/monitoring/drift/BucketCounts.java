package io.leeway.monitoring.drift;

import java.util.Arrays;

/** How many numbers of two samples are in each bucket, and which buckets hold different numbers. */
final class BucketCounts {

    private static final long NONE = Long.MIN_VALUE;

    private final KeyBuckets buckets;
    private final int[] ofX;
    private final int[] ofY;
    /** The first key of each bucket, and whether another came; empty where that is not looked for. */
    private final long[] first;

    private final boolean[] mixed;

    BucketCounts(KeyBuckets buckets) {
        this.buckets = buckets;
        ofX = new int[buckets.size()];
        ofY = new int[buckets.size()];
        first = new long[buckets.isTied() ? buckets.size() : 0];
        mixed = new boolean[first.length];
        Arrays.fill(first, NONE);
    }

    void addAll(double[] x, double[] y) {
        if (buckets.isTied()) {
            countTied(x, ofX);
            countTied(y, ofY);
        } else {
            count(x, ofX);
            count(y, ofY);
        }
    }

    private void count(double[] values, int[] counts) {
        for (double value : values) {
            counts[buckets.bucket(KeyBuckets.key(value))]++;
        }
    }

    private void countTied(double[] values, int[] counts) {
        for (double value : values) {
            long key = KeyBuckets.key(value);
            int bucket = buckets.bucket(key);
            counts[bucket]++;
            long known = first[bucket];
            if (known != key) {
                mixed[bucket] = known != NONE;
                first[bucket] = known == NONE ? key : known;
            }
        }
    }

    long largestAtEnds(long i, long j, long n, long m) {
        long largest = 0;
        long atX = i;
        long atY = j;
        for (int b = 0; b < ofX.length; b++) {
            atX += ofX[b];
            atY += ofY[b];
            largest = Math.max(largest, Math.abs(atX * m - atY * n));
        }
        return largest;
    }

    /** The buckets inside which the distance could be larger than what is known. */
    int[] candidates(long known, long i, long j, long n, long m) {
        int[] found = new int[16];
        int size = 0;
        long difference = i * m - j * n;
        for (int b = 0; b < ofX.length; b++) {
            long up = ofX[b] * m;
            long down = ofY[b] * n;
            if (up != 0 && down != 0 && Math.max(difference + up, down - difference) > known && isMixed(b)) {
                found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                found[size++] = b;
            }
            difference += up - down;
        }
        return Arrays.copyOf(found, size);
    }

    private boolean isMixed(int bucket) {
        return first.length == 0 || mixed[bucket];
    }

    /** The numbers in each of some buckets. */
    double[][] parts(double[] values, int[] wanted, boolean isX) {
        int[] counts = isX ? ofX : ofY;
        double[][] parts = new double[wanted.length][];
        int[] places = new int[buckets.size()];
        for (int k = 0; k < wanted.length; k++) {
            parts[k] = new double[counts[wanted[k]]];
            places[wanted[k]] = k + 1;
        }
        int[] filled = new int[wanted.length];
        for (double value : values) {
            int place = places[buckets.bucket(KeyBuckets.key(value))];
            if (place != 0) {
                parts[place - 1][filled[place - 1]++] = value;
            }
        }
        return parts;
    }

    /** Adds the numbers in the buckets from one up to another, exclusive, to those before. */
    void advance(long[] before, int from, int to) {
        for (int b = from; b < to; b++) {
            before[0] += ofX[b];
            before[1] += ofY[b];
        }
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;

/** How many numbers of two samples are in each bucket. */
final class BucketCounts {

    private final Buckets buckets;
    private final int[] ofX;
    private final int[] ofY;

    BucketCounts(Buckets buckets, double[] x, double[] y) {
        this.buckets = buckets;
        ofX = new int[buckets.size()];
        ofY = new int[buckets.size()];
        buckets.count(x, ofX);
        buckets.count(y, ofY);
    }

    /** Whether something was infinite or {@code NaN}. */
    boolean hasNotFinite() {
        return ofX[ofX.length - 1] + ofY[ofY.length - 1] > 0;
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
            if (up != 0 && down != 0 && Math.max(difference + up, down - difference) > known && buckets.isMixed(b)) {
                found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                found[size++] = b;
            }
            difference += up - down;
        }
        return Arrays.copyOf(found, size);
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
            int place = places[buckets.bucket(value)];
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

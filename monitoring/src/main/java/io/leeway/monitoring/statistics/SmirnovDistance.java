package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * The largest distance between two distribution functions, exactly, without sorting the samples.
 *
 * <p>Both samples are in the same buckets, which keep the order of the numbers. The distance is then known at the end of each bucket, and inside it
 * is at most what it would be if all its numbers of one sample came first. Only the buckets that could hold more than the largest distance
 * at an end are looked into.
 */
public final class SmirnovDistance {

    /** Numbers of both samples together below which sorting is faster than putting them into buckets. */
    public static final int FEW = 4_096;

    private static final int DEEPEST = 3;

    /** Numbers of the whole samples. */
    private final long n;

    private final long m;
    private long largest;

    private SmirnovDistance(long n, long m) {
        this.n = n;
        this.m = m;
    }

    /**
     * Returns the largest |i m - j n| where i of the n numbers of x and j of the m numbers of y are at most some number.
     *
     * @param x at least one number
     * @param y at least one number, {@linkplain BucketedSample#isLike in the same buckets}
     * @return 0 or more
     */
    public static long steps(BucketedSample x, BucketedSample y) {
        SmirnovDistance distance = new SmirnovDistance(x.size(), y.size());
        distance.look(x, y, 0, 0, 0);
        return distance.largest;
    }

    /** Looks at parts of the samples, with i and j numbers before them. */
    private void look(BucketedSample x, BucketedSample y, long i, long j, int depth) {
        long difference = i * m - j * n;
        for (int b = 0; b < x.buckets(); b++) {
            difference += x.count(b) * m - y.count(b) * n;
            largest = Math.max(largest, Math.abs(difference));
        }
        int[] candidates = candidates(x, y, i * m - j * n);
        if (candidates.length == 0) {
            return;
        }
        double[][] partsOfX = x.parts(candidates);
        double[][] partsOfY = y.parts(candidates);
        long beforeX = i;
        long beforeY = j;
        int next = 0;
        for (int k = 0; k < candidates.length; k++) {
            for (; next < candidates[k]; next++) {
                beforeX += x.count(next);
                beforeY += y.count(next);
            }
            lookInside(partsOfX[k], partsOfY[k], beforeX, beforeY, depth + 1);
        }
    }

    /** The buckets inside which the distance could be larger than what is known. */
    private int[] candidates(BucketedSample x, BucketedSample y, long start) {
        int[] found = new int[16];
        int size = 0;
        long difference = start;
        for (int b = 0; b < x.buckets(); b++) {
            long up = x.count(b) * m;
            long down = y.count(b) * n;
            boolean couldBeLarger = up != 0 && down != 0 && Math.max(difference + up, down - difference) > largest;
            if (couldBeLarger && !x.isOneNumber(y, b)) {
                found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                found[size++] = b;
            }
            difference += up - down;
        }
        return Arrays.copyOf(found, size);
    }

    private void lookInside(double[] x, double[] y, long i, long j, int depth) {
        if (isOneNumber(x, y)) {
            return;
        }
        if (x.length + y.length >= FEW && depth < DEEPEST) {
            BucketedSample finer = BucketedSample.of(x.length > y.length ? x : y);
            look(x.length > y.length ? finer : finer.like(x), x.length > y.length ? finer.like(y) : finer, i, j, depth);
            return;
        }
        double[] ascendingX = x.clone();
        double[] ascendingY = y.clone();
        Arrays.sort(ascendingX);
        Arrays.sort(ascendingY);
        largest = Math.max(largest, MergedSamples.steps(ascendingX, ascendingY, i, j, n, m));
    }

    /** Whether all are equal, so that the distance inside is no more than at the end. */
    private static boolean isOneNumber(double[] x, double[] y) {
        double first = x[0];
        for (double value : x) {
            if (value != first) {
                return false;
            }
        }
        for (double value : y) {
            if (value != first) {
                return false;
            }
        }
        return true;
    }
}

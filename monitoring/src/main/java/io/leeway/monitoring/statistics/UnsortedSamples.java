package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * The largest distance between two distribution functions, exactly, without sorting the samples.
 *
 * <p>One pass counts both samples in tens of thousands of buckets that keep the order of the numbers. The distance is then known at the end of
 * each bucket, and inside it is at most what it would be if all its numbers of one sample came first. Only the buckets that could hold
 * more than the largest distance at an end are looked into; one with a single distinct number holds no more than its end.
 */
public final class UnsortedSamples {

    /** Numbers of both samples together below which sorting is faster. */
    public static final int FEW = 4_096;

    /** Returned instead of a distance if a number is not finite. */
    public static final long NOT_FINITE = -1;

    private static final int MOST_BUCKETS = 1 << 16;
    private static final int SAMPLE = 1_024;
    private static final int DEEPEST = 3;

    private final double[] x;
    private final double[] y;
    /** Numbers of the whole samples, of which these may be a part. */
    private final long n;

    private final long m;
    private final int depth;

    private UnsortedSamples(double[] x, double[] y, long n, long m, int depth) {
        this.x = x;
        this.y = y;
        this.n = n;
        this.m = m;
        this.depth = depth;
    }

    /**
     * Returns the largest |i m - j n| where i of the n numbers of x and j of the m numbers of y are at most some
     * number.
     *
     * @param x at least one number
     * @param y at least one number
     * @return 0 or more, or {@link #NOT_FINITE} where there is an infinity or {@code NaN}
     */
    public static long steps(double[] x, double[] y) {
        return new UnsortedSamples(x, y, x.length, y.length, 0).largest(0, 0, 0);
    }

    /** The largest of what is known already and the distances in this part, with i and j numbers before it. */
    private long largest(long known, long i, long j) {
        if (x.length + y.length < FEW || depth == DEEPEST) {
            return isFinite(x) && isFinite(y) ? Math.max(known, bySorting(i, j)) : NOT_FINITE;
        }
        long[] sample = sample();
        if (sample.length == 0) {
            return NOT_FINITE;
        }
        BucketCounts counts = new BucketCounts(buckets(sample), x, y);
        if (counts.hasNotFinite()) {
            return NOT_FINITE;
        }
        long atEnds = Math.max(known, counts.largestAtEnds(i, j, n, m));
        int[] slots = counts.candidates(atEnds, i, j, n, m);
        return slots.length == 0 ? atEnds : lookInside(counts, slots, atEnds, i, j);
    }

    private Buckets buckets(long[] sample) {
        EvenBuckets ofTies = EvenBuckets.of(sample);
        return ofTies != null
                ? ofTies
                : KeyBuckets.of(sample, Math.min(MOST_BUCKETS, Integer.highestOneBit(x.length + y.length)));
    }

    private static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Keys of some of the numbers in ascending order; what is not finite is not taken. */
    private long[] sample() {
        long[] sample = new long[2 * SAMPLE];
        int size = sample(y, sample, sample(x, sample, 0));
        Arrays.sort(sample, 0, size);
        return Arrays.copyOf(sample, size);
    }

    private static int sample(double[] values, long[] sample, int from) {
        int wanted = Math.min(SAMPLE, values.length);
        int size = from;
        for (int k = 0; k < wanted; k++) {
            double value = values[(int) ((long) k * values.length / wanted)];
            if (Double.isFinite(value)) {
                sample[size++] = KeyBuckets.key(value);
            }
        }
        return size;
    }

    /** Takes the candidates' numbers out, bucket by bucket, and looks for the largest distance among them. */
    private long lookInside(BucketCounts counts, int[] candidates, long known, long i, long j) {
        double[][] partsOfX = counts.parts(x, candidates, true);
        double[][] partsOfY = counts.parts(y, candidates, false);
        long largest = known;
        long[] before = {i, j};
        int next = 0;
        for (int k = 0; k < candidates.length; k++) {
            counts.advance(before, next, candidates[k]);
            next = candidates[k];
            UnsortedSamples part = new UnsortedSamples(partsOfX[k], partsOfY[k], n, m, depth + 1);
            largest = part.largest(largest, before[0], before[1]);
        }
        return largest;
    }

    private long bySorting(long i, long j) {
        double[] ascendingX = x.clone();
        double[] ascendingY = y.clone();
        Arrays.sort(ascendingX);
        Arrays.sort(ascendingY);
        return MergedSamples.steps(ascendingX, ascendingY, i, j, n, m);
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * Puts two samples in the same buckets into one ascending order, group by group of buckets, so that what is sorted stays in the processor's cache.
 * Mutable; for one thread.
 */
final class BucketMerge {

    /** The buckets of a group, as a power of two. */
    private static final int GROUP_BITS = 6;

    /** The parts of a bucket, as a power of two: about twice as many as it has numbers. */
    private static final int PART_BITS = 7;

    /** Numbers of a bucket that are not sorted by insertion, which could take long. */
    private static final int MANY = 256;

    /** The most numbers of a part of equal width: with more the density changes too much within the group. */
    private static final int FEW = 16;

    private final BucketedSample x;
    private final BucketedSample y;
    /** How many numbers of the group are in each part, and then where the next one goes. */
    private final int[] next = new int[(1 << GROUP_BITS + PART_BITS) + 1];

    private char[] parts = new char[0];
    /** The numbers of a group and how many of each sample they are: 0 or 1, until equal ones are counted together. */
    private double[] points = new double[0];

    private double[] ofX = new double[0];
    private double[] ofY = new double[0];

    /** The range of the group's numbers. */
    private double low;

    private double high;

    BucketMerge(BucketedSample x, BucketedSample y) {
        this.x = x;
        this.y = y;
    }

    /** Adds all to the sums. */
    void addTo(RankWalk walk) {
        double[] groupedX = x.byGroup(GROUP_BITS);
        double[] groupedY = y.byGroup(GROUP_BITS);
        int fromX = 0;
        int fromY = 0;
        for (int bucket = 0; bucket < x.buckets(); bucket += 1 << GROUP_BITS) {
            int toX = fromX;
            int toY = fromY;
            for (int b = bucket; b < Math.min(x.buckets(), bucket + (1 << GROUP_BITS)); b++) {
                toX += x.count(b);
                toY += y.count(b);
            }
            int count = toX - fromX + (toY - fromY);
            reserve(count);
            boolean isEven = findEvenly(groupedX, fromX, toX, groupedY, fromY, toY);
            if (!isEven) {
                Arrays.fill(next, 0);
                find(groupedX, fromX, toX, bucket, 0);
                find(groupedY, fromY, toY, bucket, toX - fromX);
            }
            place(groupedX, fromX, toX, groupedY, fromY, toY);
            if (!isEven) {
                sortLargeBuckets(bucket, count);
            }
            sort(count);
            int size = tie(count);
            walk.add(points, ofX, ofY, size);
            fromX = toX;
            fromY = toY;
        }
    }

    private void reserve(int count) {
        if (points.length < count) {
            int capacity = count + (count >> 1);
            parts = new char[capacity];
            points = new double[capacity];
            ofX = new double[capacity];
            ofY = new double[capacity];
        }
        Arrays.fill(next, 0);
    }

    /** Finds parts of equal widths, and counts the numbers in each; says whether these are few everywhere. */
    private boolean findEvenly(double[] ofX, int fromX, int toX, double[] ofY, int fromY, int toY) {
        low = Double.POSITIVE_INFINITY;
        high = Double.NEGATIVE_INFINITY;
        findRange(ofX, fromX, toX);
        findRange(ofY, fromY, toY);
        double factor = (next.length - 2) / (high - low);
        if (!(factor > 0 && factor < Double.MAX_VALUE)) {
            return false;
        }
        findEvenly(ofX, fromX, toX, factor, 0);
        findEvenly(ofY, fromY, toY, factor, toX - fromX);
        int most = 0;
        for (int each : next) {
            most = Math.max(most, each);
        }
        return most <= FEW;
    }

    private void findEvenly(double[] values, int from, int to, double factor, int at) {
        double first = low;
        for (int i = from; i < to; i++) {
            int part = (int) ((values[i] - first) * factor);
            parts[at + i - from] = (char) part;
            next[part + 1]++;
        }
    }

    private void findRange(double[] values, int from, int to) {
        double least = low;
        double greatest = high;
        for (int i = from; i < to; i++) {
            // New extremes are rare, so that a processor guesses these branches rightly.
            if (values[i] < least) {
                least = values[i];
            }
            if (values[i] > greatest) {
                greatest = values[i];
            }
        }
        low = least;
        high = greatest;
    }

    /** Finds the part of the bucket of each number, and counts the numbers in each. */
    private void find(double[] values, int from, int to, int firstBucket, int at) {
        int first = firstBucket << PART_BITS;
        for (int i = from; i < to; i++) {
            int part = x.bucketAndPart(values[i], PART_BITS) - first;
            parts[at + i - from] = (char) part;
            next[part + 1]++;
        }
    }

    private void place(double[] valuesOfX, int fromX, int toX, double[] valuesOfY, int fromY, int toY) {
        int sum = 0;
        for (int part = 0; part < next.length; part++) {
            sum += next[part];
            next[part] = sum;
        }
        int k = 0;
        for (int i = fromX; i < toX; i++) {
            int to = next[parts[k++]]++;
            points[to] = valuesOfX[i];
            ofX[to] = 1;
        }
        for (int i = fromY; i < toY; i++) {
            int to = next[parts[k++]]++;
            points[to] = valuesOfY[i];
            ofX[to] = 0;
        }
    }

    /** Sorts those that several cells share, or whose numbers are in few parts. */
    private void sortLargeBuckets(int firstBucket, int count) {
        int from = 0;
        for (int b = firstBucket; from < count; b++) {
            int to = from + x.count(b) + y.count(b);
            if (to - from > MANY) {
                sortMany(from, to);
            }
            from = to;
        }
    }

    /** Sorts the numbers of a group, whose parts are in order but for small buckets of several cells. */
    private void sort(int count) {
        for (int i = 1; i < count; i++) {
            double value = points[i];
            if (points[i - 1] > value) {
                insert(i, value);
            }
        }
    }

    private void insert(int at, double value) {
        double isOfX = ofX[at];
        int i = at;
        for (; i > 0 && points[i - 1] > value; i--) {
            points[i] = points[i - 1];
            ofX[i] = ofX[i - 1];
        }
        points[i] = value;
        ofX[i] = isOfX;
    }

    private void sortMany(int from, int to) {
        if (areAscending(from, to)) {
            return;
        }
        double[] ascendingX = new double[to - from];
        double[] ascendingY = new double[to - from];
        int n = 0;
        int m = 0;
        for (int i = from; i < to; i++) {
            if (ofX[i] == 1) {
                ascendingX[n++] = points[i];
            } else {
                ascendingY[m++] = points[i];
            }
        }
        Arrays.sort(ascendingX, 0, n);
        Arrays.sort(ascendingY, 0, m);
        int i = 0;
        int j = 0;
        for (int k = from; k < to; k++) {
            boolean isOfX = j == m || i < n && ascendingX[i] <= ascendingY[j];
            points[k] = isOfX ? ascendingX[i++] : ascendingY[j++];
            ofX[k] = isOfX ? 1 : 0;
        }
    }

    private boolean areAscending(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (points[i - 1] > points[i]) {
                return false;
            }
        }
        return true;
    }

    /** Counts equal numbers together, and returns how many different ones there are. */
    private int tie(int count) {
        for (int i = 0; i < count; i++) {
            ofY[i] = 1 - ofX[i];
        }
        int equal = 0;
        for (int i = 1; i < count; i++) {
            equal += points[i] == points[i - 1] ? 1 : 0;
        }
        if (equal == 0) {
            return count;
        }
        int last = 0;
        for (int i = 1; i < count; i++) {
            if (points[i] == points[last]) {
                ofX[last] += ofX[i];
                ofY[last] += ofY[i];
            } else {
                last++;
                points[last] = points[i];
                ofX[last] = ofX[i];
                ofY[last] = ofY[i];
            }
        }
        return last + 1;
    }
}

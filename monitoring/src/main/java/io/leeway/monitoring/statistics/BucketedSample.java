package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Numbers in buckets that keep their order: how many are in each, and which bucket each number is in. With them quantiles, counts between limits
 * and the distance to other numbers in the same buckets need only the few numbers of a few buckets in order.
 *
 * <p>Immutable and safe for use by several threads. The numbers are shared, not copied; nobody changes them. Two bytes a number, and one pass
 * over the numbers.
 */
public final class BucketedSample {

    private static final int MOST_BUCKETS = 1 << 15;
    private static final int SAMPLE = 2_048;
    private static final int TIED = 4;
    /** To sort, each bucket is cut into so many parts, as a power of two, that insertion has little left to do. */
    private static final int PART_BITS = 6;

    /** The lower digit of a part's number: so few that a pass that puts numbers in its order stays in the cache. */
    private static final int DIGIT_BITS = 8;

    /** Numbers of a bucket that are not sorted by insertion, which could take long. */
    private static final int MANY = 256;

    private static final int DIGIT = (1 << DIGIT_BITS) - 1;

    private final KeyBuckets buckets;
    private final double[] values;
    private final char[] places;
    private final int[] counts;
    /** Whether so many numbers are equal that it pays to know which buckets hold a single number. */
    private final boolean isTied;
    /** The only number of each bucket, where numbers are tied; {@code NaN} for none and for several. */
    private final double[] only;

    private BucketedSample(KeyBuckets buckets, double[] values, boolean isTied) {
        this.buckets = buckets;
        this.values = values;
        this.isTied = isTied;
        this.places = new char[values.length];
        this.counts = new int[buckets.size()];
        this.only = isTied ? new double[counts.length] : new double[0];
        if (isTied) {
            Arrays.fill(only, Double.NaN);
            countTied();
        } else {
            count();
        }
    }

    private void count() {
        for (int i = 0; i < values.length; i++) {
            int bucket = buckets.bucket(values[i]);
            places[i] = (char) bucket;
            counts[bucket]++;
        }
    }

    private void countTied() {
        for (int i = 0; i < values.length; i++) {
            int bucket = buckets.bucket(values[i]);
            places[i] = (char) bucket;
            if (only[bucket] != values[i]) {
                only[bucket] = counts[bucket] == 0 ? values[i] : Double.NaN;
            }
            counts[bucket]++;
        }
    }

    /**
     * Puts numbers into buckets that hold about equally many of them.
     *
     * @param values finite numbers in any order, at least one
     * @return the numbers in buckets
     */
    public static BucketedSample of(double[] values) {
        int wanted = Math.min(SAMPLE, values.length);
        long[] sample = new long[wanted];
        for (int k = 0; k < wanted; k++) {
            sample[k] = KeyBuckets.key(values[(int) ((long) k * values.length / wanted)]);
        }
        Arrays.sort(sample);
        int distinct = 1;
        for (int k = 1; k < wanted; k++) {
            distinct += sample[k] != sample[k - 1] ? 1 : 0;
        }
        int most = Math.max(2, Math.min(MOST_BUCKETS, Integer.highestOneBit(values.length)));
        return new BucketedSample(KeyBuckets.of(sample, most), values, distinct <= wanted / TIED);
    }

    /**
     * Puts other numbers into the same buckets.
     *
     * @param others finite numbers in any order
     * @return the others in the buckets of these
     */
    public BucketedSample like(double[] others) {
        return new BucketedSample(buckets, others, isTied);
    }

    /**
     * Returns whether both have the same buckets, because one was made {@linkplain #like like} the other.
     *
     * @param other the other numbers in buckets
     * @return whether numbers of both can be compared by bucket
     */
    public boolean isLike(BucketedSample other) {
        return buckets == other.buckets;
    }

    /**
     * Returns whether many numbers are equal.
     *
     * @return whether a small part of the numbers has four times as many as it has different ones
     */
    public boolean isTied() {
        return isTied;
    }

    int size() {
        return values.length;
    }

    int buckets() {
        return counts.length;
    }

    int count(int bucket) {
        return counts[bucket];
    }

    /** Whether all numbers of a bucket of both, in the same buckets, are known to be equal; one of them may have none there. */
    boolean isOneNumber(BucketedSample other, int bucket) {
        if (!isTied) {
            return false;
        }
        if (counts[bucket] == 0 || other.counts[bucket] == 0) {
            return counts[bucket] > 0 ? !Double.isNaN(only[bucket]) : !Double.isNaN(other.only[bucket]);
        }
        return only[bucket] == other.only[bucket];
    }

    /** The number that all of a bucket are known to be. */
    double only(int bucket) {
        return only[bucket];
    }

    /** The numbers in each of some buckets, without a copy of each where all are equal. */
    private double[][] differentParts(int[] wanted) {
        int[] mixed = isTied
                ? Arrays.stream(wanted)
                        .filter(bucket -> Double.isNaN(only[bucket]))
                        .toArray()
                : wanted;
        double[][] partsOfMixed = mixed.length == 0 ? new double[0][] : parts(mixed);
        double[][] parts = new double[wanted.length][];
        int next = 0;
        for (int k = 0; k < wanted.length; k++) {
            parts[k] = next < mixed.length && mixed[next] == wanted[k]
                    ? partsOfMixed[next++]
                    : new double[] {only[wanted[k]]};
        }
        return parts;
    }

    /** The numbers in each of some buckets, which are ascending and different. */
    double[][] parts(int[] wanted) {
        double[][] parts = new double[wanted.length][];
        char[] part = new char[counts.length];
        for (int k = 0; k < wanted.length; k++) {
            parts[k] = new double[counts[wanted[k]]];
            part[wanted[k]] = (char) (k + 1);
        }
        int[] filled = new int[wanted.length];
        for (int i = 0; i < places.length; i++) {
            int k = part[places[i]];
            if (k != 0) {
                parts[k - 1][filled[k - 1]++] = values[i];
            }
        }
        return parts;
    }

    /** The numbers in an order in which those of each group of so many adjoining buckets, as a power of two, are side by side. */
    double[] byGroup(int bits) {
        int[] next = new int[(counts.length - 1 >>> bits) + 2];
        for (int bucket = 0; bucket < counts.length; bucket++) {
            next[(bucket >>> bits) + 1] += counts[bucket];
        }
        addUp(next);
        double[] grouped = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            grouped[next[places[i] >>> bits]++] = values[i];
        }
        return grouped;
    }

    /** A number that gives the bucket and the part of it, of so many as a power of two. */
    int bucketAndPart(double value, int bits) {
        return buckets.bucketAndPart(value, bits);
    }

    /**
     * Some of the numbers.
     *
     * @param values ascending
     * @param atMost how many of all numbers are at most each
     */
    public record Selected(double[] values, int[] atMost) {}

    /**
     * Returns the numbers with given ranks.
     *
     * @param ranks ascending, from 0 to less than the number of numbers
     * @return the numbers, in the order of the ranks
     */
    public Selected select(int[] ranks) {
        int[] bucketOf = new int[ranks.length];
        int[] before = new int[ranks.length];
        int bucket = 0;
        int upTo = counts[0];
        for (int k = 0; k < ranks.length; k++) {
            while (upTo <= ranks[k]) {
                upTo += counts[++bucket];
            }
            bucketOf[k] = bucket;
            before[k] = upTo - counts[bucket];
        }
        int[] wanted = Arrays.stream(bucketOf).distinct().toArray();
        double[][] parts = differentParts(wanted);
        for (double[] part : parts) {
            Arrays.sort(part);
        }
        double[] selected = new double[ranks.length];
        int[] atMost = new int[ranks.length];
        int k = 0;
        for (int i = 0; i < ranks.length; i++) {
            k += wanted[k] == bucketOf[i] ? 0 : 1;
            selected[i] = parts[k].length < counts[bucketOf[i]] ? parts[k][0] : parts[k][ranks[i] - before[i]];
            atMost[i] = before[i] + atMost(parts[k], bucketOf[i], selected[i]);
        }
        return new Selected(selected, atMost);
    }

    /**
     * Returns the numbers of two samples together with given ranks.
     *
     * @param x a sample
     * @param y another, {@linkplain #isLike in the same buckets}
     * @param ranks ascending, from 0 to less than the number of numbers of both
     * @return the numbers, in the order of the ranks
     */
    public static double[] select(BucketedSample x, BucketedSample y, long[] ranks) {
        int[] bucketOf = new int[ranks.length];
        long[] before = new long[ranks.length];
        int bucket = 0;
        long below = 0;
        for (int k = 0; k < ranks.length; k++) {
            while (below + x.counts[bucket] + y.counts[bucket] <= ranks[k]) {
                below += (long) x.counts[bucket] + y.counts[bucket];
                bucket++;
            }
            bucketOf[k] = bucket;
            before[k] = below;
        }
        int[] wanted = Arrays.stream(bucketOf).distinct().toArray();
        double[][] partsOfX = x.parts(wanted);
        double[][] partsOfY = y.parts(wanted);
        double[] selected = new double[ranks.length];
        for (int k = 0; k < ranks.length; k++) {
            int part = Arrays.binarySearch(wanted, bucketOf[k]);
            selected[k] = DoubleStream.concat(Arrays.stream(partsOfX[part]), Arrays.stream(partsOfY[part]))
                    .sorted()
                    .skip(ranks[k] - before[k])
                    .findFirst()
                    .orElseThrow();
        }
        return selected;
    }

    /** How many of a bucket's numbers are at most a limit; of equal ones there is one. */
    private int atMost(double[] part, int bucket, double limit) {
        int atMost = 0;
        for (double value : part) {
            atMost += value <= limit ? 1 : 0;
        }
        return part.length < counts[bucket] ? atMost * counts[bucket] : atMost;
    }

    /**
     * Returns how many numbers are at most each of some limits.
     *
     * @param limits finite, strictly ascending
     * @return whole numbers, one for each limit
     */
    public int[] countsAtMost(double[] limits) {
        int[] bucketOf = new int[limits.length];
        for (int k = 0; k < limits.length; k++) {
            bucketOf[k] = buckets.bucket(limits[k]);
        }
        int[] wanted = Arrays.stream(bucketOf).distinct().toArray();
        double[][] parts = differentParts(wanted);
        int[] atMost = new int[limits.length];
        int before = 0;
        int bucket = 0;
        int k = 0;
        for (int i = 0; i < limits.length; i++) {
            for (; bucket < bucketOf[i]; bucket++) {
                before += counts[bucket];
            }
            k += wanted[k] == bucketOf[i] ? 0 : 1;
            atMost[i] = before + atMost(parts[k], bucketOf[i], limits[i]);
        }
        return atMost;
    }

    /**
     * Returns the numbers in ascending order.
     *
     * @return a new array
     */
    public double[] sorted() {
        int[] parts = new int[values.length];
        int[] low = new int[(1 << DIGIT_BITS) + 1];
        int[] high = new int[(counts.length << PART_BITS >>> DIGIT_BITS) + 2];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = buckets.part(values[i], places[i], PART_BITS);
            low[(parts[i] & DIGIT) + 1]++;
            high[(parts[i] >>> DIGIT_BITS) + 1]++;
        }
        addUp(low);
        addUp(high);
        double[] byLow = new double[values.length];
        int[] highOf = new int[values.length];
        for (int i = 0; i < parts.length; i++) {
            int to = low[parts[i] & DIGIT]++;
            // Minus zero and zero are the same number.
            byLow[to] = values[i] + 0.0;
            highOf[to] = parts[i] >>> DIGIT_BITS;
        }
        double[] ascending = new double[values.length];
        for (int i = 0; i < parts.length; i++) {
            ascending[high[highOf[i]]++] = byLow[i];
        }
        sortBuckets(ascending);
        return ascending;
    }

    /** Sorts numbers whose buckets are in order. */
    private void sortBuckets(double[] ascending) {
        int from = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            int to = from + counts[bucket];
            if (counts[bucket] > MANY) {
                Arrays.sort(ascending, from, to);
            } else {
                insert(ascending, from, to);
            }
            from = to;
        }
    }

    private static void addUp(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
    }

    /** Sorts numbers that are nearly in order. */
    private static void insert(double[] values, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double value = values[i];
            int j = i;
            for (; j > from && values[j - 1] > value; j--) {
                values[j] = values[j - 1];
            }
            values[j] = value;
        }
    }
}

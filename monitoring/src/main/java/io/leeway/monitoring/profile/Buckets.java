package io.leeway.monitoring.profile;

import java.util.Arrays;

/**
 * Counts of one sign in adjoining buckets, between the first and the last that hold anything. Mutable; the scale is the owner's.
 */
final class Buckets {
    /** The most buckets of one sign. */
    static final int MAX = 512;

    private static final int START = 16;

    private long[] counts = new long[0];

    /** The bucket that {@code counts[0]} stands for. */
    private int offset;

    private int first;
    private int last = -1;

    boolean isEmpty() {
        return last < first;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    int size() {
        return isEmpty() ? 0 : last - first + 1;
    }

    long count(int index) {
        return counts[index - offset];
    }

    long total() {
        long total = 0;
        for (int i = first; i <= last; i++) {
            total += counts[i - offset];
        }
        return total;
    }

    /** The bucket of a rank, counted from 1 and from the least bucket; there are so many values. */
    int ofRank(long rank) {
        long seen = 0;
        int i = first - 1;
        while (seen < rank) {
            i++;
            seen += counts[i - offset];
        }
        return i;
    }

    /** Says by how many halvings of the resolution the bucket would fit. */
    int shiftFor(int from, int to) {
        int low = isEmpty() ? from : Math.min(first, from);
        int high = isEmpty() ? to : Math.max(last, to);
        int shift = 0;
        while ((high >> shift) - (low >> shift) >= MAX) {
            shift++;
        }
        return shift;
    }

    void add(int index, long n) {
        if (isEmpty() || index < first || index > last) {
            reserve(index, index);
        }
        counts[index - offset] += n;
    }

    /** Makes room for two buckets, and for those between; both must be added to. */
    void reserve(int from, int to) {
        int low = isEmpty() ? from : Math.min(first, from);
        int high = isEmpty() ? to : Math.max(last, to);
        if (low < offset || high >= offset + counts.length) {
            int needed = high - low + 1;
            int length = Math.min(2 * MAX, Math.max(START, 2 * needed));
            int newOffset = low - (length - needed) / 2;
            long[] grown = new long[length];
            if (!isEmpty()) {
                System.arraycopy(counts, first - offset, grown, first - newOffset, last - first + 1);
            }
            counts = grown;
            offset = newOffset;
        }
        first = low;
        last = high;
    }

    void coarsen(int shift) {
        if (shift == 0 || isEmpty()) {
            return;
        }
        int low = first >> shift;
        int high = last >> shift;
        long[] coarse = new long[high - low + 1];
        for (int i = first; i <= last; i++) {
            coarse[(i >> shift) - low] += counts[i - offset];
        }
        counts = coarse;
        offset = low;
        first = low;
        last = high;
    }

    void addAll(Buckets other, int shift) {
        for (int i = other.first; i <= other.last; i++) {
            long n = other.counts[i - other.offset];
            if (n != 0) {
                add(i >> shift, n);
            }
        }
    }

    /** Adds a part of an array of counts, the first of which is that of a bucket; the first and the last are not 0. */
    void addAll(int[] more, int from, int to, int first) {
        reserve(first, first + to - from - 1);
        for (int i = from; i < to; i++) {
            counts[first - offset + i - from] += more[i];
        }
    }

    /** Copies, without spare room. */
    Buckets copy() {
        Buckets copy = new Buckets();
        if (!isEmpty()) {
            copy.counts = Arrays.copyOfRange(counts, first - offset, last - offset + 1);
            copy.offset = first;
            copy.first = first;
            copy.last = last;
        }
        return copy;
    }
}

package io.leeway.monitoring.change;

import java.util.Arrays;

/** The newest errors and their absence, a bit each, in a ring. */
final class ErrorWindow {

    private final int capacity;
    private final long[] bits;

    private int size;
    private int end;
    private int errors;

    ErrorWindow(int capacity) {
        this.capacity = capacity;
        bits = new long[(capacity + 63) >>> 6];
    }

    /**
     * Adds an outcome, and drops the oldest one of a full window.
     *
     * @return the dropped outcome, 0 if none was dropped
     */
    int add(double value) {
        int bit = (int) value;
        int at = end;
        end = at + 1 == capacity ? 0 : at + 1;
        long word = bits[at >>> 6];
        int dropped = 0;
        if (size == capacity) {
            dropped = (int) (word >>> at & 1);
        } else {
            size++;
        }
        bits[at >>> 6] = word & ~(1L << at) | (long) bit << at;
        errors += bit - dropped;
        return dropped;
    }

    private int place(int index) {
        int at = end - size + index;
        return at < 0 ? at + capacity : at;
    }

    /** The outcome at an index, the oldest at 0. */
    int at(int index) {
        int at = place(index);
        return (int) (bits[at >>> 6] >>> at & 1);
    }

    /** Drops the oldest outcomes, so that this many stay. */
    void keep(int newest) {
        for (int i = 0; i < size - newest; i++) {
            errors -= at(i);
        }
        size = newest;
    }

    int size() {
        return size;
    }

    int errors() {
        return errors;
    }

    boolean isFull() {
        return size == capacity;
    }

    void clear() {
        size = 0;
        end = 0;
        errors = 0;
        Arrays.fill(bits, 0);
    }

    void form(DetectorForm form) {
        size = (int) form.whole(size, 0, capacity);
        end = (int) form.whole(end, 0, capacity - 1L);
        errors = (int) form.whole(errors, 0, size);
        form.bits(bits, bits.length);
    }
}

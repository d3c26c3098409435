package io.leeway.feedback;

import java.util.Arrays;

/** What is known of each row of a segment, in arrays that grow; those of a segment that was dropped serve a later one. Guarded by the lock of the journal. */
final class RowColumns {
    static final int FIRST_ROWS = 256;

    /** Where rows begin, ascending. */
    int[] positions;

    /** The newest label of each row, as {@link LabelTexts} numbers it; NaN where there is none. */
    double[] labels;

    /** The lower half of each row's id, which is all of an id that is a number. */
    long[] ids;

    /** When each row was recorded, seconds from the first of its segment. */
    int[] seconds;

    /** The rows whose ids ascend, where that is not all; empty until there is one that does not. */
    int[] ascending = {};

    RowColumns(int rows) {
        this.positions = new int[rows];
        this.labels = new double[rows];
        this.ids = new long[rows];
        this.seconds = new int[rows];
    }

    /** Makes room for so many rows. */
    void ensure(int rows) {
        if (rows > positions.length) {
            int length = positions.length + (positions.length >> 1);
            positions = Arrays.copyOf(positions, length);
            labels = Arrays.copyOf(labels, length);
            ids = Arrays.copyOf(ids, length);
            seconds = Arrays.copyOf(seconds, length);
        }
    }

    /** Leaves the positions to who reads them. */
    RowColumns withOtherPositions() {
        positions = new int[positions.length];
        return this;
    }
}

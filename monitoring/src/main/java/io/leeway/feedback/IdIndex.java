package io.leeway.feedback;

/**
 * Finds rows by their ids: 64 bits of hash and the number of the row, 12 bytes, in a table of open addressing that is at least
 * three quarters full once it has grown, so at most 16 bytes an id. Equal hashes are told apart by the stored ids.
 */
final class IdIndex {
    static final long NONE = -1;

    private static final int FIRST_CELLS = 64;

    /** Tells whether a row has an id. */
    @FunctionalInterface
    interface Ids {
        boolean has(long row, long high, long low);
    }

    private long[] hashes = new long[FIRST_CELLS];

    /** The row's number minus {@link #base}, plus one; 0 where the cell is free. */
    private int[] rows = new int[FIRST_CELLS];

    private long base;

    /** Rows before this one are forgotten: their cells stay in the way of others until they are used again. */
    private long first;

    private int used;

    int cells() {
        return rows.length;
    }

    private static int home(long hash, int cells) {
        return (int) ((hash >>> 32) * cells >>> 32);
    }

    private boolean isForgotten(int cell) {
        return base + rows[cell] - 1 < first;
    }

    private boolean holds(int cell, long hash, long high, long low, Ids ids) {
        return hashes[cell] == hash && !isForgotten(cell) && ids.has(base + rows[cell] - 1, high, low);
    }

    private int after(int cell) {
        return cell + 1 == rows.length ? 0 : cell + 1;
    }

    /** The row with an id, or {@link #NONE}. */
    long find(long high, long low, Ids ids) {
        long hash = RowId.mix(high, low);
        for (int cell = home(hash, rows.length); rows[cell] != 0; cell = after(cell)) {
            if (holds(cell, hash, high, low, ids)) {
                return base + rows[cell] - 1;
            }
        }
        return NONE;
    }

    /** Sets the row of an id; returns the row that had it, or {@link #NONE}. */
    long put(long high, long low, long row, Ids ids) {
        if (row - base >= Integer.MAX_VALUE) {
            rebuild();
        }
        long hash = RowId.mix(high, low);
        int value = Math.toIntExact(row - base + 1);
        int reusable = -1;
        int cell = home(hash, rows.length);
        for (; rows[cell] != 0; cell = after(cell)) {
            if (holds(cell, hash, high, low, ids)) {
                long before = base + rows[cell] - 1;
                rows[cell] = value;
                return before;
            }
            if (reusable < 0 && isForgotten(cell)) {
                reusable = cell;
            }
        }
        int free = reusable < 0 ? cell : reusable;
        hashes[free] = hash;
        rows[free] = value;
        used += reusable < 0 ? 1 : 0;
        if (8L * used > 7L * rows.length) {
            rebuild();
        }
        return NONE;
    }

    /** Forgets all rows before one. */
    void forgetBefore(long row) {
        first = row;
    }

    /** How many ids are known. */
    int size() {
        int size = 0;
        for (int cell = 0; cell < rows.length; cell++) {
            size += rows[cell] != 0 && !isForgotten(cell) ? 1 : 0;
        }
        return size;
    }

    /** Makes the table three quarters full. */
    private void rebuild() {
        long[] oldHashes = hashes;
        int[] oldRows = rows;
        long shift = Math.max(base, first) - base;
        int cells = (int) Math.max(FIRST_CELLS, Math.min(Integer.MAX_VALUE - 8, size() * 4L / 3));
        hashes = new long[cells];
        rows = new int[cells];
        base += shift;
        used = 0;
        for (int i = 0; i < oldRows.length; i++) {
            if (oldRows[i] > shift) {
                int cell = home(oldHashes[i], cells);
                while (rows[cell] != 0) {
                    cell = after(cell);
                }
                hashes[cell] = oldHashes[i];
                rows[cell] = (int) (oldRows[i] - shift);
                used++;
            }
        }
    }
}

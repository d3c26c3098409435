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
    private int size;

    int size() {
        return size;
    }

    int cells() {
        return rows.length;
    }

    private static int home(long hash, int cells) {
        return (int) ((hash >>> 32) * cells >>> 32);
    }

    /** The cell of an id, or the free one where it would go, as its complement. */
    private int cell(long high, long low, Ids ids) {
        long hash = RowId.mix(high, low);
        int cell = home(hash, rows.length);
        while (rows[cell] != 0) {
            if (hashes[cell] == hash && ids.has(base + rows[cell] - 1, high, low)) {
                return cell;
            }
            cell = cell + 1 == rows.length ? 0 : cell + 1;
        }
        return ~cell;
    }

    /** The row with an id, or {@link #NONE}. */
    long find(long high, long low, Ids ids) {
        int cell = cell(high, low, ids);
        return cell < 0 ? NONE : base + rows[cell] - 1;
    }

    /** Sets the row of an id; returns the row that had it, or {@link #NONE}. */
    long put(long high, long low, long row, Ids ids) {
        int cell = cell(high, low, ids);
        int value = Math.toIntExact(row - base + 1);
        if (cell >= 0) {
            long before = base + rows[cell] - 1;
            rows[cell] = value;
            return before;
        }
        hashes[~cell] = RowId.mix(high, low);
        rows[~cell] = value;
        size++;
        if (8L * size > 7L * rows.length) {
            rebuild(base, (int) Math.min(Integer.MAX_VALUE - 8, rows.length * 7L / 6));
        }
        return NONE;
    }

    /** Forgets all rows before one. */
    void forgetBefore(long row) {
        rebuild(row, rows.length);
    }

    private void rebuild(long newBase, int cells) {
        long[] oldHashes = hashes;
        int[] oldRows = rows;
        long oldBase = base;
        hashes = new long[cells];
        rows = new int[cells];
        base = newBase;
        size = 0;
        for (int i = 0; i < oldRows.length; i++) {
            long row = oldBase + oldRows[i] - 1;
            if (oldRows[i] != 0 && row >= newBase) {
                int cell = home(oldHashes[i], cells);
                while (rows[cell] != 0) {
                    cell = cell + 1 == cells ? 0 : cell + 1;
                }
                hashes[cell] = oldHashes[i];
                rows[cell] = Math.toIntExact(row - newBase + 1);
                size++;
            }
        }
    }
}

package io.leeway.feedback;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows by their ids: 32 bits of hash and the number of the row, 8 bytes, in tables of open addressing that are at least four ninths full once they have
 * grown, so at most 18 bytes an id. There are many tables, so that one grows at a time, within the processor's cache. Equal hashes are told apart by
 * the ids that are kept elsewhere.
 */
final class IdIndex {
    static final long NONE = -1;

    private static final int TABLE_BITS = 8;

    /** Tells whether a row has an id. */
    @FunctionalInterface
    interface Ids {
        boolean has(long row, long high, long low);
    }

    /** How many ids wait to be put into the tables together. */
    private static final int WAITING = 32;

    private final @Nullable Table[] tables = new @Nullable Table[1 << TABLE_BITS];

    /** Rows before this one are forgotten: their cells stay in the way of others until they are used again. */
    private long first;

    private final long[] highs = new long[WAITING];
    private final long[] lows = new long[WAITING];
    private final long[] rows = new long[WAITING];
    private int waiting;
    private int settled;
    private long repeated;

    /** What a table is copied to while its ids are put into it anew. */
    private long[] copy = {};

    /** Keeps the loads of {@link #settle} from being left out. */
    @SuppressWarnings("UnusedVariable")
    private long lastTouched;

    /** How many cells there are. */
    int cells() {
        int cells = 0;
        for (Table table : tables) {
            cells += table == null ? 0 : table.cells.length;
        }
        return cells;
    }

    /** The bits of a hash that its table goes by. */
    private static int inTable(long hash) {
        return (int) (hash >>> Integer.SIZE - TABLE_BITS);
    }

    private static int tableOf(long hash) {
        return (int) (hash >>> Long.SIZE - TABLE_BITS);
    }

    /** The newest row with an id, or {@link #NONE}. */
    long find(long high, long low, Ids ids) {
        for (int i = waiting - 1; i >= 0; i--) {
            if (lows[i] == low && highs[i] == high && rows[i] >= first) {
                return rows[i];
            }
        }
        long hash = RowId.mix(high, low);
        Table table = tables[tableOf(hash)];
        return table == null ? NONE : table.find(inTable(hash), high, low, first, ids);
    }

    /** Sets the row of an id. */
    void put(long high, long low, long row, Ids ids) {
        if (waiting == WAITING) {
            settle(ids);
        }
        highs[waiting] = high;
        lows[waiting] = low;
        rows[waiting] = row;
        waiting++;
    }

    /** Puts ids into the tables that still wait for it. */
    void settle(Ids ids) {
        // A cell is seldom in the processor's cache. These loads do not depend on each other, so it does them at once.
        long touched = 0;
        for (int i = 0; i < waiting; i++) {
            long hash = RowId.mix(highs[i], lows[i]);
            Table table = tables[tableOf(hash)];
            touched += table == null ? 0 : table.touch(inTable(hash));
        }
        lastTouched = touched;
        // Where a stored id cannot be read, those behind it still wait.
        for (; settled < waiting; settled++) {
            if (rows[settled] >= first) {
                settle(highs[settled], lows[settled], rows[settled], ids);
            }
        }
        waiting = 0;
        settled = 0;
    }

    private void settle(long high, long low, long row, Ids ids) {
        long hash = RowId.mix(high, low);
        Table table = tables[tableOf(hash)];
        if (table == null) {
            table = new Table(row);
            tables[tableOf(hash)] = table;
        }
        if (table.put(inTable(hash), high, low, row, first, ids)) {
            repeated++;
        }
    }

    /** How many ids were put that had a row already. */
    long repeated(Ids ids) {
        settle(ids);
        return repeated;
    }

    /** Forgets all rows before one. */
    void forgetBefore(long row) {
        first = row;
    }

    /** How many ids are known, but for those that wait. */
    int size() {
        int size = 0;
        for (Table table : tables) {
            size += table == null ? 0 : table.size(first);
        }
        return size;
    }

    /** The ids whose hashes begin alike. */
    private final class Table {
        private static final int FIRST_CELLS = 4;

        /**
         * The next 32 bits of the hash; below them the row's number minus {@link #base}, plus one, negated where the id is a number; 0 where the cell is
         * free.
         */
        private long[] cells = new long[FIRST_CELLS];

        private long base;
        private int used;

        Table(long base) {
            this.base = base;
        }

        private static int home(int hash, int cells) {
            return (int) ((hash & 0xFFFF_FFFFL) * cells >>> Integer.SIZE);
        }

        private static int hash(long cell) {
            return (int) (cell >>> Integer.SIZE);
        }

        private static long cell(int hash, int row) {
            return (long) hash << Integer.SIZE | row & 0xFFFF_FFFFL;
        }

        private long row(long cell) {
            return base + Math.abs((int) cell) - 1;
        }

        private boolean holds(long cell, int hash, long high, long low, long first, Ids ids) {
            return hash(cell) == hash
                    && (high == RowId.NUMBER) == ((int) cell < 0)
                    && row(cell) >= first
                    && ids.has(row(cell), high, low);
        }

        long find(int hash, long high, long low, long first, Ids ids) {
            long[] all = cells;
            int at = home(hash, all.length);
            for (long cell = all[at]; cell != 0; cell = all[at]) {
                if (holds(cell, hash, high, low, first, ids)) {
                    return row(cell);
                }
                at = at + 1 == all.length ? 0 : at + 1;
            }
            return NONE;
        }

        long touch(int hash) {
            return cells[home(hash, cells.length)];
        }

        /** Returns whether the id had a row. */
        boolean put(int hash, long high, long low, long row, long first, Ids ids) {
            if (row - base >= Integer.MAX_VALUE) {
                rebuild(first);
            }
            int value = Math.toIntExact(row - base + 1);
            long set = cell(hash, high == RowId.NUMBER ? -value : value);
            long[] all = cells;
            int reusable = -1;
            int at = home(hash, all.length);
            for (long cell = all[at]; cell != 0; cell = all[at]) {
                if (holds(cell, hash, high, low, first, ids)) {
                    all[at] = set;
                    return true;
                }
                if (reusable < 0 && row(cell) < first) {
                    reusable = at;
                }
                at = at + 1 == all.length ? 0 : at + 1;
            }
            if (reusable >= 0) {
                all[reusable] = set;
                return false;
            }
            all[at] = set;
            used++;
            if (4L * used > 3L * all.length) {
                rebuild(first);
            }
            return false;
        }

        int size(long first) {
            int size = 0;
            for (long cell : cells) {
                size += cell != 0 && row(cell) >= first ? 1 : 0;
            }
            return size;
        }

        /** Makes the table half full, or nearly so: where as many ids were forgotten as have come, the array stays the same. */
        private void rebuild(long first) {
            long[] old = cells;
            int length = old.length;
            long shift = Math.max(0, first - base);
            long size = size(first);
            long[] next;
            if (4L * length >= 7 * size && 4L * length <= 9 * size) {
                if (copy.length < length) {
                    copy = new long[length];
                }
                System.arraycopy(old, 0, copy, 0, length);
                Arrays.fill(old, 0);
                next = old;
                old = copy;
            } else {
                next = new long[(int) Math.max(FIRST_CELLS, Math.min(Integer.MAX_VALUE - 8, 2 * size))];
            }
            used = 0;
            for (int i = 0; i < length; i++) {
                long cell = old[i];
                long value = Math.abs((long) (int) cell) - shift;
                if (cell != 0 && value > 0) {
                    int at = home(hash(cell), next.length);
                    while (next[at] != 0) {
                        at = at + 1 == next.length ? 0 : at + 1;
                    }
                    next[at] = cell(hash(cell), (int) ((int) cell < 0 ? -value : value));
                    used++;
                }
            }
            base += shift;
            cells = next;
        }
    }
}

package io.leeway.feedback;

import io.leeway.schema.RowCells;
import io.leeway.schema.RowForm;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the cells of a row: first a size for each cell, half a byte, then as many bytes of each, the lowest first. Cells of one kind stand together, in
 * the order of {@link #order}.
 *
 * <pre>
 * size 0 to 8   so many bytes of a whole number:
 *   NUMBER      the number without its decimal point, with its sign in the lowest bit, times 8, plus the count of its decimals
 *   WHOLE       the number, with its sign in the lowest bit
 *   MILLIS      the instant minus the time of the record, likewise
 *   TEXT        the number of the text in its part; 0 is followed by the text itself
 *   VECTOR      not so: 4 or 8, how many bytes each of its numbers takes, and then these
 * RAW           the eight bytes of a number that has no such form
 * MISSING       nothing
 * </pre>
 */
final class CellPacker {
    /** The order of kinds, which is that of the format. */
    static final List<RowForm.Kind> KINDS = List.of(
            RowForm.Kind.NUMBER, RowForm.Kind.WHOLE, RowForm.Kind.TEXT, RowForm.Kind.MILLIS, RowForm.Kind.VECTOR);

    static final int RAW = 9;
    static final int MISSING = 15;
    static final int SIZE_BITS = 4;

    private final int[][] cellsOf;
    private final int[] numbers;
    private final byte[] sizes;

    /** By the order of numbers: the most decimals that those of a cell have needed. */
    private final int[] decimals;

    CellPacker(List<RowForm.Cell> cells) {
        this.cellsOf = order(cells);
        this.sizes = new byte[cells.size() + 1];
        this.numbers = cellsOf[RowForm.Kind.NUMBER.ordinal()];
        this.decimals = new int[numbers.length];
    }

    /** The cells of each kind, by the kind's ordinal. */
    static int[][] order(List<RowForm.Cell> cells) {
        RowForm.Kind[] kinds = RowForm.Kind.values();
        int[][] order = new int[kinds.length][];
        for (RowForm.Kind kind : kinds) {
            int[] of = new int[cells.size()];
            int n = 0;
            for (int i = 0; i < of.length; i++) {
                if (cells.get(i).kind() == kind) {
                    of[n++] = i;
                }
            }
            order[kind.ordinal()] = Arrays.copyOf(of, n);
        }
        return order;
    }

    /** Begins a part: earlier numbers no longer count. */
    void begin() {
        Arrays.fill(decimals, 0);
    }

    /** How many bytes the sizes of cells take. */
    static int bytesOfSizes(int cells) {
        return (cells + 1) / 2;
    }

    /**
     * Writes cells.
     *
     * @param millis the time of the record
     * @param left a cell that counts as missing, -1 for none
     * @param codes by cell, the numbers of texts
     */
    void write(ByteWriter out, RowCells row, long millis, int left, int[] codes) {
        int begin = out.length;
        int n = sizes.length - 1;
        out.skip(bytesOfSizes(n), Long.BYTES * (n + 1));
        int k = numbers(out, row);
        k = wholes(out, row, k, cellsOf[RowForm.Kind.WHOLE.ordinal()], left, 0);
        k = texts(out, row, k, codes);
        k = wholes(out, row, k, cellsOf[RowForm.Kind.MILLIS.ordinal()], left, millis);
        vectors(out, row, k);
        for (int i = 0; i < n; i += 2) {
            out.bytes[begin++] = (byte) (sizes[i] | sizes[i + 1] << SIZE_BITS);
        }
    }

    // The following keep the place in a variable: what one cell takes must not wait until the last one's length is
    // stored.

    private int numbers(ByteWriter out, RowCells row) {
        byte[] bytes = out.bytes;
        byte[] into = sizes;
        int[] cells = numbers;
        int[] most = decimals;
        int at = out.length;
        for (int k = 0; k < cells.length; k++) {
            double value = row.number(cells[k]);
            int places = most[k];
            long scaled = (long) ByteWriter.scaled(value, places);
            int size;
            if (ByteWriter.comesBack(scaled, places, value)) {
                long word = ByteWriter.signed(scaled) << ByteWriter.DECIMALS_BITS | places;
                ByteWriter.set(bytes, at, word);
                size = ByteWriter.sizeOf(word);
                at += size;
            } else {
                size = other(bytes, at, k, value);
                at += size == RAW ? Long.BYTES : size == MISSING ? 0 : size;
            }
            into[k] = (byte) size;
        }
        out.length = at;
        return cells.length;
    }

    /** Writes a number that is missing, or has more decimals than others of its column had, or no such form; returns its size. */
    private int other(byte[] bytes, int at, int number, double value) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        int places = ByteWriter.decimals(value);
        decimals[number] = Math.max(decimals[number], places);
        if (places < 0) {
            ByteWriter.set(bytes, at, Double.doubleToRawLongBits(value));
            return RAW;
        }
        long word = ByteWriter.signed((long) ByteWriter.scaled(value, places)) << ByteWriter.DECIMALS_BITS | places;
        ByteWriter.set(bytes, at, word);
        return ByteWriter.sizeOf(word);
    }

    private int wholes(ByteWriter out, RowCells row, int first, int[] cells, int left, long from) {
        byte[] bytes = out.bytes;
        int at = out.length;
        int k = first;
        for (int cell : cells) {
            int size = MISSING;
            if (cell != left && !Double.isNaN(row.number(cell))) {
                long word = ByteWriter.signed(row.whole(cell) - from);
                ByteWriter.set(bytes, at, word);
                size = ByteWriter.sizeOf(word);
                at += size;
            }
            sizes[k++] = (byte) size;
        }
        out.length = at;
        return k;
    }

    private void vectors(ByteWriter out, RowCells row, int first) {
        int k = first;
        for (int cell : cellsOf[RowForm.Kind.VECTOR.ordinal()]) {
            int size = row.missing(cell) ? MISSING : row.isFloat(cell) ? Float.BYTES : Double.BYTES;
            sizes[k++] = (byte) size;
            if (size == MISSING) {
                continue;
            }
            double[] values = row.vector(cell);
            out.room(Double.BYTES * (values.length + 1));
            for (double value : values) {
                long bits = size == Float.BYTES
                        ? Float.floatToRawIntBits((float) value)
                        : Double.doubleToRawLongBits(value);
                ByteWriter.set(out.bytes, out.length, bits);
                out.length += size;
            }
        }
    }

    private int texts(ByteWriter out, RowCells row, int first, int[] codes) {
        int k = first;
        for (int cell : cellsOf[RowForm.Kind.TEXT.ordinal()]) {
            int code = codes[cell];
            int size = code == RecordWriter.INLINE && row.textOrNull(cell) == null ? MISSING : ByteWriter.sizeOf(code);
            if (code != RecordWriter.INLINE) {
                ByteWriter.set(out.bytes, out.length, code);
                out.length += size;
            } else if (size != MISSING) {
                out.text(row.text(cell));
                out.room(Long.BYTES * sizes.length);
            }
            sizes[k++] = (byte) size;
        }
        return k;
    }
}

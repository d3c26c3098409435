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
 * RAW           the eight bytes of a number that has no such form
 * MISSING       nothing
 * </pre>
 */
final class CellPacker {
    /** The order of kinds, which is that of the format. */
    static final List<RowForm.Kind> KINDS =
            List.of(RowForm.Kind.NUMBER, RowForm.Kind.WHOLE, RowForm.Kind.TEXT, RowForm.Kind.MILLIS);

    static final int RAW = 9;
    static final int MISSING = 15;
    static final int SIZE_BITS = 4;

    private final int[][] cellsOf;
    private final byte[] sizes;

    /** By cell: the most decimals that its numbers have needed. */
    private final int[] decimals;

    CellPacker(List<RowForm.Cell> cells) {
        this.cellsOf = order(cells);
        this.sizes = new byte[cells.size() + 1];
        this.decimals = new int[cells.size()];
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
        int k = numbers(out, row, cellsOf[RowForm.Kind.NUMBER.ordinal()], 0);
        for (int cell : cellsOf[RowForm.Kind.WHOLE.ordinal()]) {
            boolean missing = cell == left || row.missing(cell);
            sizes[k++] = (byte) (missing ? MISSING : out.word(ByteWriter.signed(row.whole(cell))));
        }
        for (int cell : cellsOf[RowForm.Kind.TEXT.ordinal()]) {
            String text = row.textOrNull(cell);
            sizes[k++] = (byte) (text == null ? MISSING : out.word(codes[cell]));
            if (text != null && codes[cell] == RecordWriter.INLINE) {
                out.text(text);
                out.room(Long.BYTES * (n + 1));
            }
        }
        for (int cell : cellsOf[RowForm.Kind.MILLIS.ordinal()]) {
            boolean missing = cell == left || row.missing(cell);
            sizes[k++] = (byte) (missing ? MISSING : out.word(ByteWriter.signed(row.whole(cell) - millis)));
        }
        for (int i = 0; i < n; i += 2) {
            out.bytes[begin++] = (byte) (sizes[i] | sizes[i + 1] << SIZE_BITS);
        }
    }

    private int numbers(ByteWriter out, RowCells row, int[] cells, int first) {
        int k = first;
        for (int cell : cells) {
            double value = row.number(cell);
            if (Double.isNaN(value)) {
                sizes[k++] = MISSING;
                continue;
            }
            int places = decimals[cell];
            if (!ByteWriter.fits(value, places)) {
                places = ByteWriter.decimals(value);
                if (places < 0) {
                    out.fixed(Double.doubleToRawLongBits(value));
                    sizes[k++] = RAW;
                    continue;
                }
                decimals[cell] = Math.max(decimals[cell], places);
            }
            long scaled = ByteWriter.scaled(value, places);
            sizes[k++] = (byte) out.word(ByteWriter.signed(scaled) << ByteWriter.DECIMALS_BITS | places);
        }
        return k;
    }
}

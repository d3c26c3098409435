package io.leeway.feedback;

import io.leeway.schema.RowForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a part of a segment begins with: all that is needed to read the records up to the next header.
 *
 * @param part the number of the part in its segment
 * @param baseMillis the time from which times of the part are counted
 * @param idCell the cell that is the id, or -1
 * @param cells the cells of a row
 * @param schema the schema as JSON, for people and other programs
 */
record SegmentHeader(int part, long baseMillis, int idCell, List<RowForm.Cell> cells, String schema) {
    /** Rows of the first format were not packed; before the third there were no vectors, and no numbers beside a number. */
    static final int FORMAT = 3;

    private static final int MOST_CELLS = 100_000;
    private static final int LONGEST_VECTOR = 1 << 24;
    private static final RowForm.Kind[] KINDS = RowForm.Kind.values();

    /** The index of a cell, or -1. */
    int find(String name) {
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Writes a header of which all but the part and its time is written already, by {@link #columns}. */
    static void write(ByteWriter out, int part, long baseMillis, byte[] columns) {
        out.u8(Frame.HEADER);
        out.u8(FORMAT);
        out.varint(part);
        out.zigzag(baseMillis);
        out.put(columns);
    }

    /** What is the same in each header of a log. */
    static byte[] columns(int idCell, List<RowForm.Cell> cells, String schema) {
        ByteWriter out = new ByteWriter();
        out.zigzag(idCell);
        out.varint(cells.size());
        for (RowForm.Cell cell : cells) {
            out.u8(cell.kind().ordinal());
            out.text(cell.name());
            if (cell.kind() == RowForm.Kind.VECTOR) {
                out.varint(cell.dimension());
            }
        }
        out.text(schema);
        return Arrays.copyOf(out.bytes, out.length);
    }

    /** Reads what follows the kind of the record. */
    static SegmentHeader read(ByteReader in) {
        int format = in.u8();
        if (format < 1 || format > FORMAT) {
            throw new CorruptRecordException("format " + format + ", and only those up to " + FORMAT + " are known");
        }
        int part = in.count(Integer.MAX_VALUE);
        long base = in.zigzag();
        int idCell = (int) in.zigzag();
        List<RowForm.Cell> cells = new ArrayList<>();
        for (int i = in.count(MOST_CELLS); i > 0; i--) {
            int kind = in.u8();
            if (kind >= KINDS.length) {
                throw new CorruptRecordException("a cell of kind " + kind);
            }
            String name = in.text();
            int dimension = KINDS[kind] == RowForm.Kind.VECTOR ? in.count(LONGEST_VECTOR) : 0;
            cells.add(new RowForm.Cell(name, KINDS[kind], true, dimension));
        }
        return new SegmentHeader(part, base, idCell, List.copyOf(cells), in.text());
    }
}

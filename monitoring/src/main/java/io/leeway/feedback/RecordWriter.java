package io.leeway.feedback;

import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import io.leeway.schema.RowForm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records into a frame. Texts that come again are written once a part and cell, and then as their numbers.
 *
 * <pre>
 * first byte  kind in the lowest three bits, then flags
 * TEXT        cell, number, text                                the number stands for the text up to the next header
 * PACKED_ROW  time, version, revision, [id], answer, [count and numbers beside it], [champion's score], the cells as {@link CellPacker} writes them. Beside a class
 *             stand the probability of each, and the champion's in place of its score; beside a number the lower and the upper end of its band
 * ROW         as PACKED_ROW without numbers beside the answer, but bits of the cells that are there, those cells: only read
 * LABEL       time, segments back, position of the row in its segment, value
 * EARLY       time, id, value
 * MARK        time, number, name, text
 * DROP        time, the oldest segment that is kept
 * </pre>
 */
final class RecordWriter {
    static final int ID_NUMBER = 1 << 3;
    static final int ID_WIDE = 2 << 3;
    static final int ID_BITS = 3 << 3;
    static final int TEXTUAL = 1 << 5;

    /** A label that came before its row. */
    static final int SETTLES_EARLY = 1 << 6;

    /** A label of a row that had another one. */
    static final int CORRECTS = 1 << 7;

    /** A row whose answer is followed by the champion's own. */
    static final int ADAPTED = 1 << 6;

    /** A row whose answer is followed by the probability of each class, or the ends of a band. */
    static final int SEVERAL = 1 << 7;

    /** The units of instants in rows of the first format. */
    static final long[] UNITS = {1, 1_000, 60_000, 3_600_000};

    static final int UNIT_BITS = 2;

    static final int MOST_CLASSES = 1 << 16;
    private static final int MOST_TEXTS = 1 << 12;
    private static final int LONGEST_TEXT = 1 << 8;
    static final int INLINE = 0;

    private final List<RowForm.Cell> cells;

    /** Texts of ids do not come again. */
    private final int textIdCell;

    /** Of each header, see {@link SegmentHeader#columns}. */
    private final byte[] columns;

    private final int idCell;

    /** The texts that have come, by cell; the last are those of answers and labels. */
    private final List<Map<String, Text>> texts = new ArrayList<>();

    /** How many texts of each cell have a number. */
    private final int[] numbered;

    /** By cell and the reader's number of a text: the header that was current when it was looked up, and the code. */
    private final long[][] byNumber;

    private @Nullable CellReader<?> reader;
    private long headers;

    private final CellPacker packer;
    private final int[] textCells;
    private final int[] codes;
    private long baseMillis;
    private int part = -1;
    private int rowOffset;
    private int labelOffset;

    final ByteWriter out = new ByteWriter();

    RecordWriter(List<RowForm.Cell> cells, int idCell, String schema) {
        this.cells = cells;
        boolean textId = idCell >= 0 && cells.get(idCell).kind() == RowForm.Kind.TEXT;
        this.idCell = textId ? -1 : idCell;
        this.textIdCell = textId ? idCell : -1;
        this.columns = SegmentHeader.columns(this.idCell, cells, schema);
        this.packer = new CellPacker(cells);
        this.textCells = CellPacker.order(cells)[RowForm.Kind.TEXT.ordinal()];
        this.codes = new int[cells.size() + 1];
        this.numbered = new int[codes.length];
        this.byNumber = new long[cells.size()][0];
        for (int i = 0; i <= cells.size(); i++) {
            texts.add(new HashMap<>());
        }
    }

    /** A text, and its number since a header. Kept over headers, so that texts that come again in each part take no memory anew. */
    private static final class Text {
        final byte[] utf8;
        long header;
        int number;

        Text(String text) {
            utf8 = text.getBytes(StandardCharsets.UTF_8);
        }
    }

    int part() {
        return part;
    }

    /** Where the last label of a row begins, from the begin of the frame's records. */
    int labelOffset() {
        return labelOffset - Frame.ROOM;
    }

    /** Where the last row or mark begins, from the begin of the frame's records. */
    int rowOffset() {
        return rowOffset - Frame.ROOM;
    }

    void begin() {
        out.length = Frame.ROOM;
    }

    /** Begins a part by its header. */
    void header(int newPart, long millis) {
        part = newPart;
        baseMillis = millis;
        headers++;
        Arrays.fill(numbered, 0);
        for (Map<String, Text> each : texts) {
            if (each.size() > MOST_TEXTS) {
                each.clear();
            }
        }
        packer.begin();
        begin();
        SegmentHeader.write(out, part, baseMillis, columns);
    }

    private int code(int cell, @Nullable String text) {
        if (text == null || text.length() > LONGEST_TEXT) {
            return INLINE;
        }
        Text known = texts.get(cell).get(text);
        if (known == null || known.header != headers) {
            if (numbered[cell] >= MOST_TEXTS) {
                return INLINE;
            }
            if (known == null) {
                known = new Text(text);
                texts.get(cell).put(text, known);
            }
            known.header = headers;
            known.number = ++numbered[cell];
            out.u8(Frame.TEXT);
            out.varint(cell);
            out.varint(known.number);
            out.text(known.utf8);
        }
        return known.number;
    }

    /** The code of a text whose reader numbers texts: it is looked up once a part, and not once a row. */
    private int code(int cell, RowCells cells) {
        int number = cells.code(cell);
        if (number == RowCells.NO_CODE) {
            return code(cell, cells.textOrNull(cell));
        }
        if (cells.reader() != reader) {
            reader = cells.reader();
            Arrays.fill(byNumber, new long[0]);
        }
        long[] known = byNumber[cell];
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(2 * known.length, number + 16));
            byNumber[cell] = known;
        }
        if (known[number] >>> Integer.SIZE != headers) {
            known[number] = headers << Integer.SIZE | code(cell, cells.textOrNull(cell));
        }
        return (int) known[number];
    }

    private void text(int code, String text) {
        out.varint(code);
        if (code == INLINE) {
            out.text(text);
        }
    }

    /** Lets the text of a label be known by its number, if it can be. */
    void learn(@Nullable String label) {
        code(cells.size(), label);
    }

    void row(long millis, Scratch row) {
        int valueCell = cells.size();
        for (int i : textCells) {
            codes[i] = i == textIdCell ? INLINE : code(i, row.cells);
        }
        codes[valueCell] = code(valueCell, row.answerText);
        rowOffset = out.length;
        double[] values = row.values;
        boolean adapted = !Double.isNaN(row.champion) || row.championProbabilities != null;
        int id = row.idKind == IdKind.NONE ? 0 : row.idKind == IdKind.NUMBER ? ID_NUMBER : ID_WIDE;
        out.u8(Frame.PACKED_ROW
                | id
                | (row.answerText == null ? 0 : TEXTUAL)
                | (adapted ? ADAPTED : 0)
                | (values == null ? 0 : SEVERAL));
        out.zigzag(millis - baseMillis);
        out.varint(row.version);
        out.varint(row.revision);
        id(row.idKind, row.idHigh, row.idLow);
        value(row.answer, row.answerText, codes[valueCell]);
        if (values != null) {
            out.varint(values.length);
            each(values);
            each(row.championProbabilities);
        }
        if (!Double.isNaN(row.champion)) {
            out.number(row.champion);
        }
        // The id of the record is the cell.
        packer.write(out, row.cells, millis, row.idKind == IdKind.NUMBER ? idCell : -1, codes);
    }

    private void each(double @Nullable [] probabilities) {
        if (probabilities != null) {
            for (double probability : probabilities) {
                out.number(probability);
            }
        }
    }

    private void id(IdKind id, long high, long low) {
        if (id == IdKind.NUMBER) {
            out.zigzag(low);
        } else if (id == IdKind.WIDE) {
            out.fixed(high);
            out.fixed(low);
        }
    }

    private void value(double number, @Nullable String text, int code) {
        if (text == null) {
            out.number(number);
        } else {
            text(code, text);
        }
    }

    void label(int flags, long millis, long segmentsBack, int position, double number, @Nullable String text) {
        int code = code(cells.size(), text);
        labelOffset = out.length;
        out.u8(Frame.LABEL | (text == null ? 0 : TEXTUAL) | flags);
        out.zigzag(millis - baseMillis);
        out.varint(segmentsBack);
        out.varint(position);
        value(number, text, code);
    }

    void early(long millis, long high, long low, double number, @Nullable String text) {
        int code = code(cells.size(), text);
        out.u8(Frame.EARLY | (text == null ? 0 : TEXTUAL));
        out.zigzag(millis - baseMillis);
        out.fixed(high);
        out.fixed(low);
        value(number, text, code);
    }

    void mark(long millis, long number, String name, String text) {
        rowOffset = out.length;
        out.u8(Frame.MARK);
        out.zigzag(millis - baseMillis);
        out.zigzag(number);
        out.text(name);
        out.text(text);
    }

    void drop(long millis, long oldest) {
        out.u8(Frame.DROP);
        out.zigzag(millis - baseMillis);
        out.varint(oldest);
    }
}

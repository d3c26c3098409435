package io.leeway.feedback;

import io.leeway.schema.RowForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a segment one after the other, and finds those behind damaged bytes. The fields are those of the
 * record that {@link #next} came to.
 */
final class RecordReader implements RowForm.Cells {
    private static final double[] NONE = {};

    private final byte[] bytes;
    private final long segment;
    private final Frame frame = new Frame();
    private final ByteReader in;
    private int nextFrame;
    private List<Map<Integer, String>> texts = List.of();
    private boolean lostText;

    @Nullable
    private SegmentHeader header;

    /** How many headers were read so far: {@link #header()} changes with it. */
    int headers;

    /** Once there is no next record: where the segment ends, but for what a write left behind that was cut short. */
    int end;

    /** Bytes that belong to no sound frame, so far, but for zeros at the end, and records whose texts were in such bytes. */
    long damagedBytes;

    long unreadableRecords;

    /** Whether there were damaged bytes other than those that a write leaves behind that was cut short. */
    boolean damagedWithin;

    int kind;
    int position;
    long millis;
    long version;
    long revision;
    IdKind idKind = IdKind.NONE;
    long idHigh;
    long idLow;
    boolean settlesEarly;
    long segmentsBack;
    int rowPosition;
    double number;

    boolean corrects;

    /** The number of a mark, or the oldest segment that a drop kept. */
    long whole;

    String name = "";

    /** The champion's own score of a row whose answer was adapted; NaN otherwise. */
    double champion;

    /** The probability of each class, or the ends of the band of a number, if they were answered; empty otherwise. */
    double[] values = NONE;

    /** The champion's own probabilities where an adaptation corrected them; empty otherwise. */
    double[] championProbabilities = NONE;

    @Nullable
    String text;

    /** The cells of each kind. */
    private int[][] cellsOf = {};

    private boolean[] there = {};
    private long[] wholes = {};
    private double[] numbers = {};
    private @Nullable String[] cellTexts = {};
    private double[][] vectors = {};
    private boolean[] floats = {};

    RecordReader(byte[] bytes, long segment) {
        this.bytes = bytes;
        this.segment = segment;
        this.in = new ByteReader(bytes);
        in.range(0, 0);
    }

    SegmentHeader header() {
        return Objects.requireNonNull(header);
    }

    /** Goes on to the next row, label, early label, mark or drop; false at the end. */
    boolean next() {
        while (true) {
            if (!in.hasMore() && !nextFrame()) {
                return false;
            }
            lostText = false;
            if (read() && !lostText) {
                return true;
            }
            unreadableRecords += lostText ? 1 : 0;
        }
    }

    private boolean nextFrame() {
        int from = nextFrame;
        for (int at = from; at < bytes.length; at++) {
            SegmentHeader known = header;
            if (frame.find(bytes, segment, known == null ? Frame.ANY_PART : known.part(), at)) {
                damagedBytes += at - from;
                damagedWithin |= at > from;
                in.range(frame.from, frame.to);
                nextFrame = frame.to;
                return true;
            }
        }
        int last = bytes.length;
        while (last > from && bytes[last - 1] == 0) {
            last--;
        }
        damagedBytes += last - from;
        if (Frame.isCutShort(bytes, from)) {
            end = from;
        } else {
            damagedWithin = true;
            end = bytes.length;
        }
        nextFrame = bytes.length;
        return false;
    }

    /** Reads a record; false if it was none that callers see. */
    private boolean read() {
        position = in.position;
        int first = in.u8();
        kind = first & (1 << Frame.KIND_BITS) - 1;
        boolean textual = (first & RecordWriter.TEXTUAL) != 0;
        switch (kind) {
            case Frame.HEADER -> begin(SegmentHeader.read(in));
            case Frame.TEXT -> learn();
            case Frame.ROW -> {
                row(first, textual);
                cells();
            }
            case Frame.PACKED_ROW -> {
                kind = Frame.ROW;
                row(first, textual);
                packedCells();
            }
            case Frame.LABEL -> {
                settlesEarly = (first & RecordWriter.SETTLES_EARLY) != 0;
                corrects = (first & RecordWriter.CORRECTS) != 0;
                millis = header().baseMillis() + in.zigzag();
                segmentsBack = in.varint();
                rowPosition = in.count(Integer.MAX_VALUE);
                value(textual);
            }
            case Frame.EARLY -> {
                millis = header().baseMillis() + in.zigzag();
                idHigh = in.fixed();
                idLow = in.fixed();
                value(textual);
            }
            case Frame.MARK -> {
                millis = header().baseMillis() + in.zigzag();
                whole = in.zigzag();
                name = in.text();
                text = in.text();
            }
            case Frame.DROP -> {
                millis = header().baseMillis() + in.zigzag();
                whole = in.varint();
            }
            default -> throw new CorruptRecordException("a record of kind " + kind + " at byte " + position);
        }
        return kind >= Frame.ROW;
    }

    private void begin(SegmentHeader next) {
        SegmentHeader before = header;
        header = next;
        headers++;
        int cells = next.cells().size();
        if (before == null || !before.cells().equals(next.cells())) {
            there = new boolean[cells];
            wholes = new long[cells];
            numbers = new double[cells];
            cellTexts = new @Nullable String[cells];
            floats = new boolean[cells];
            vectors = new double[cells][];
            Arrays.setAll(vectors, i -> new double[next.cells().get(i).dimension()]);
        }
        cellsOf = CellPacker.order(next.cells());
        texts = new ArrayList<>();
        for (int i = 0; i <= cells; i++) {
            texts.add(new HashMap<>());
        }
    }

    private void learn() {
        int cell = in.count(texts.size() - 1);
        int code = in.count(Integer.MAX_VALUE);
        texts.get(cell).put(code, in.text());
    }

    private @Nullable String readText(int cell) {
        int code = in.count(Integer.MAX_VALUE);
        return code == 0 ? in.text() : known(cell, code);
    }

    private @Nullable String known(int cell, long code) {
        String known = texts.get(cell).get((int) code);
        lostText |= known == null;
        return known;
    }

    private void value(boolean textual) {
        text = textual ? readText(texts.size() - 1) : null;
        number = textual ? Double.NaN : in.number();
    }

    /** Reads time and id of a row whose first bytes are given; the other fields are not set. */
    static RecordReader head(byte[] bytes, long baseMillis) {
        RecordReader reader = new RecordReader(bytes, 0);
        reader.in.range(0, bytes.length);
        reader.head(reader.in.u8(), baseMillis);
        return reader;
    }

    private void head(int first, long baseMillis) {
        millis = baseMillis + in.zigzag();
        version = in.varint();
        revision = in.varint();
        int id = first & RecordWriter.ID_BITS;
        idKind = id == 0 ? IdKind.NONE : id == RecordWriter.ID_NUMBER ? IdKind.NUMBER : IdKind.WIDE;
        idHigh = id == RecordWriter.ID_NUMBER ? RowId.NUMBER : 0;
        idLow = id == RecordWriter.ID_NUMBER ? in.zigzag() : 0;
        if (idKind == IdKind.WIDE) {
            idHigh = in.fixed();
            idLow = in.fixed();
        }
    }

    private double[] each(int count) {
        double[] each = new double[count];
        for (int i = 0; i < count; i++) {
            each[i] = in.number();
        }
        return each;
    }

    private void answer(boolean textual, boolean adapted, boolean several) {
        value(textual);
        boolean ofClasses = several && textual;
        int numbers = several ? in.count(RecordWriter.MOST_CLASSES) : 0;
        values = several ? each(numbers) : NONE;
        champion = adapted && !ofClasses ? in.number() : Double.NaN;
        championProbabilities = adapted && ofClasses ? each(numbers) : NONE;
    }

    private void row(int first, boolean textual) {
        head(first, header().baseMillis());
        answer(textual, (first & RecordWriter.ADAPTED) != 0, (first & RecordWriter.SEVERAL) != 0);
    }

    /** The cells of a row as the first format has them. */
    private void cells() {
        List<RowForm.Cell> cells = header().cells();
        for (int i = 0; i < cells.size(); i += Byte.SIZE) {
            int bits = in.u8();
            for (int k = 0; k < Byte.SIZE && i + k < cells.size(); k++) {
                there[i + k] = (bits >>> k & 1) != 0;
            }
        }
        for (int i = 0; i < there.length; i++) {
            if (there[i]) {
                cell(cells.get(i).kind(), i);
            }
        }
        idAsCell();
    }

    private void idAsCell() {
        int idCell = header().idCell();
        if (idCell >= 0 && idKind == IdKind.NUMBER) {
            there[idCell] = true;
            wholes[idCell] = idLow;
        }
    }

    /** The cells of a row as {@link CellPacker} wrote them. */
    private void packedCells() {
        int sizes = in.position;
        in.skip(CellPacker.bytesOfSizes(there.length));
        int k = 0;
        for (RowForm.Kind of : CellPacker.KINDS) {
            for (int cell : cellsOf[of.ordinal()]) {
                int size = bytes[sizes + k / 2] >>> CellPacker.SIZE_BITS * (k % 2) & CellPacker.MISSING;
                k++;
                there[cell] = size != CellPacker.MISSING;
                if (of == RowForm.Kind.VECTOR && there[cell]) {
                    vector(cell, size);
                } else if (size == CellPacker.RAW && of == RowForm.Kind.NUMBER) {
                    numbers[cell] = Double.longBitsToDouble(in.fixed());
                } else if (there[cell]) {
                    packedCell(of, cell, size);
                }
            }
        }
        idAsCell();
    }

    private void vector(int cell, int size) {
        if (size != Float.BYTES && size != Double.BYTES) {
            throw new CorruptRecordException("a vector of numbers of size " + size + " before byte " + in.position);
        }
        floats[cell] = size == Float.BYTES;
        double[] into = vectors[cell];
        for (int i = 0; i < into.length; i++) {
            long bits = in.word(size);
            into[i] = floats[cell] ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
        }
    }

    private void packedCell(RowForm.Kind of, int i, int size) {
        if (size > Long.BYTES) {
            throw new CorruptRecordException("a cell of size " + size + " before byte " + in.position);
        }
        long word = in.word(size);
        switch (of) {
            case NUMBER -> numbers[i] = ByteReader.scaled(word);
            case WHOLE -> wholes[i] = ByteReader.signed(word);
            case MILLIS -> wholes[i] = millis + ByteReader.signed(word);
            case TEXT -> cellTexts[i] = word == 0 ? in.text() : known(i, word);
            case VECTOR -> throw new IllegalStateException("vectors have no word");
        }
    }

    private void cell(RowForm.Kind of, int i) {
        switch (of) {
            case NUMBER -> numbers[i] = in.number();
            case WHOLE -> wholes[i] = in.zigzag();
            case MILLIS -> {
                long value = in.zigzag();
                int unit = (int) value & (1 << RecordWriter.UNIT_BITS) - 1;
                wholes[i] = millis + (value >> RecordWriter.UNIT_BITS) * RecordWriter.UNITS[unit];
            }
            case TEXT -> cellTexts[i] = readText(i);
            case VECTOR -> throw new CorruptRecordException("a vector in a row of the first format");
        }
    }

    @Override
    public boolean missing(int cell) {
        return !there[cell];
    }

    @Override
    public long whole(int cell) {
        return wholes[cell];
    }

    @Override
    public double number(int cell) {
        return numbers[cell];
    }

    @Override
    public double[] vector(int cell) {
        return vectors[cell];
    }

    @Override
    public boolean isFloat(int cell) {
        return floats[cell];
    }

    @Override
    public String text(int cell) {
        return Objects.requireNonNull(cellTexts[cell]);
    }
}

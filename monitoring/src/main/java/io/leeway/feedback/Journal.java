package io.leeway.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, and what follows from their records. Everything that is remembered is a function of the records that are kept: a
 * record is stored first and counts then, by the same code that reads it when the log is opened. Not safe for use by
 * several threads.
 */
final class Journal {
    /** A header after so many bytes bounds what a damaged one costs. */
    static final int PART_BYTES = 1 << 17;

    private static final int HEAD_BYTES = 64;

    private final FeedbackFiles files;
    private final Bounds bounds;
    private final long lateMillis;
    private final RecordWriter writer;
    private final Frame frame = new Frame();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final IdIndex index = new IdIndex();
    private final IdIndex.Ids ids = this::has;
    private final EarlyLabels early;
    private final LabelTexts texts = new LabelTexts();
    private final List<Segment> unforced = new ArrayList<>();
    private final List<String> undeleted = new ArrayList<>();
    final Tally tally = new Tally();

    private @Nullable Segment current;
    private ByteBuffer buffer;
    private long partStart;
    private boolean partEnds;
    private long nextSegment;
    private long nextRow;
    private long bytes;
    private long lastMillis = Long.MIN_VALUE;

    Journal(FeedbackFiles files, Bounds bounds, long lateMillis, int earlyLabels, RecordWriter writer) {
        this.files = files;
        this.bounds = bounds;
        this.lateMillis = lateMillis;
        this.early = new EarlyLabels(earlyLabels);
        this.writer = writer;
        this.buffer = ByteBuffer.wrap(writer.out.bytes);
    }

    // What is stored -----------------------------------------------------------------------------------------------

    /** Reads what there is. */
    void load(SchemaCheck check) throws IOException {
        for (String name : files.list()) {
            if (Segment.isSegment(name)) {
                load(Segment.numberOf(name), name, check);
            }
        }
    }

    private void load(long number, String name, SchemaCheck check) throws IOException {
        Segment segment = new Segment(number, nextRow);
        byte[] content = files.read(name, 0, Math.toIntExact(files.size(name)));
        segment.size = content.length;
        segments.add(segment);
        bytes += segment.size;
        nextSegment = number + 1;
        RecordReader reader = new RecordReader(content, number);
        int checked = 0;
        try {
            while (reader.next()) {
                if (reader.headers != checked) {
                    checked = reader.headers;
                    segment.baseMillis = reader.header().baseMillis();
                    check.check(reader.header(), files.place(name));
                }
                apply(reader, segment);
            }
        } catch (CorruptRecordException e) {
            throw new FeedbackStorageException(
                    files.place(name),
                    "the segment was not written by this version; open it with a newer one",
                    new IOException(e.getMessage(), e));
        }
        tally.damagedBytes += reader.damagedBytes;
        tally.unreadable += reader.unreadableRecords;
    }

    private void apply(RecordReader record, Segment segment) {
        switch (record.kind) {
            case Frame.ROW ->
                addRow(segment, record.position, record.idKind, record.idHigh, record.idLow, record.millis);
            case Frame.LABEL -> {
                Segment of = segment(segment.number - record.segmentsBack);
                long row = of == null ? IdIndex.NONE : of.rowAt(record.rowPosition);
                seen(segment, record.millis);
                if (of == null || row == IdIndex.NONE) {
                    tally.unknown++;
                } else {
                    if (record.settlesEarly) {
                        RecordReader head = head(of, row);
                        settle(new RowId(head.idHigh, head.idLow));
                    }
                    addLabel(of, row, record.millis, record.number, record.text);
                }
            }
            default -> {
                seen(segment, record.millis);
                RowId id = new RowId(record.idHigh, record.idLow);
                tally.unknown +=
                        early.put(id, new EarlyLabels.Label(record.number, record.text, record.millis, segment.number));
            }
        }
    }

    private void seen(Segment segment, long millis) {
        segment.seen(millis);
        tally.clockStepsBack += millis < lastMillis ? 1 : 0;
        lastMillis = millis;
    }

    private void addRow(Segment segment, int position, IdKind kind, long high, long low, long millis) {
        seen(segment, millis);
        segment.add(position, millis);
        long row = nextRow++;
        if (kind != IdKind.NONE && index.put(high, low, row, ids) != IdIndex.NONE) {
            tally.repeatedIds++;
        }
    }

    private void settle(RowId id) {
        early.remove(id);
        tally.early++;
    }

    private LabelOutcome addLabel(Segment of, long row, long millis, double number, @Nullable String text) {
        boolean first = Double.isNaN(of.label(row));
        of.label(row, texts.number(number, text));
        if (!first) {
            tally.corrected++;
            return LabelOutcome.CORRECTED;
        }
        tally.labels++;
        boolean late = millis - of.millis(row) > lateMillis;
        tally.late += late ? 1 : 0;
        return late ? LabelOutcome.LATE : LabelOutcome.JOINED;
    }

    private @Nullable Segment segment(long number) {
        for (var newestFirst = segments.descendingIterator(); newestFirst.hasNext(); ) {
            Segment segment = newestFirst.next();
            if (segment.number == number) {
                return segment;
            }
        }
        return null;
    }

    private Segment holder(long row) {
        for (var newestFirst = segments.descendingIterator(); newestFirst.hasNext(); ) {
            Segment segment = newestFirst.next();
            if (segment.firstRow <= row) {
                return segment;
            }
        }
        throw new IllegalStateException("row " + row + " is in the index and in no segment");
    }

    private RecordReader head(Segment segment, long row) {
        try {
            return RecordReader.head(files.read(segment.name, segment.position(row), HEAD_BYTES), segment.baseMillis);
        } catch (IOException e) {
            throw new FeedbackStorageException(files.place(segment.name), "a row could not be read", e);
        }
    }

    private boolean has(long row, long high, long low) {
        RecordReader head = head(holder(row), row);
        return head.idHigh == high && head.idLow == low;
    }

    // What is added ------------------------------------------------------------------------------------------------

    void record(
            long millis,
            long version,
            long revision,
            IdKind kind,
            long high,
            long low,
            Scratch row,
            double answer,
            @Nullable String answerText) {
        Segment segment = open(millis);
        EarlyLabels.Label label = kind == IdKind.NONE || early.size() == 0 ? null : early.find(new RowId(high, low));
        int position;
        try {
            writer.begin();
            writer.row(millis, version, revision, kind, high, low, row, answer, answerText);
            int offset = writer.rowOffset();
            if (label != null) {
                // The length of a varint depends on the length of the frame: the position is settled by the label's
                // own.
                position = positionWith(segment, offset, label);
            } else {
                position = Math.toIntExact(segment.size) + Frame.headBytes(length()) + offset;
            }
            refuseTooLong();
        } catch (RuntimeException e) {
            partEnds = true;
            throw e;
        }
        append(segment, writer.part());
        addRow(segment, position, kind, high, low, millis);
        if (label != null) {
            settle(new RowId(high, low));
            addLabel(segment, nextRow - 1, label.millis(), label.number(), label.text());
        }
        retain(millis);
    }

    private int positionWith(Segment segment, int offset, EarlyLabels.Label label) {
        int before = writer.out.length;
        int position = 0;
        for (int head = Frame.headBytes(length()); ; head = Frame.headBytes(length())) {
            int next = Math.toIntExact(segment.size) + head + offset;
            if (next == position) {
                return position;
            }
            position = next;
            writer.out.length = before;
            writer.label(true, label.millis(), 0, position, label.number(), label.text());
        }
    }

    private int length() {
        return writer.out.length - Frame.ROOM;
    }

    private void refuseTooLong() {
        if (length() > Frame.LONGEST) {
            throw new InvalidFeedbackException(
                    length() + " bytes",
                    "a row of " + length() + " bytes is too long to be stored: at most " + Frame.LONGEST
                            + "; leave long texts out of rows");
        }
    }

    LabelOutcome label(long millis, long high, long low, double number, @Nullable String text) {
        long row = index.find(high, low, ids);
        if (row == IdIndex.NONE) {
            return labelEarly(millis, new RowId(high, low), number, text);
        }
        Segment of = holder(row);
        if (of.label(row) == texts.number(number, text)) {
            tally.duplicate++;
            return LabelOutcome.DUPLICATE;
        }
        Segment segment = open(millis);
        write(segment, () -> writer.label(false, millis, segment.number - of.number, of.position(row), number, text));
        seen(segment, millis);
        LabelOutcome outcome = addLabel(of, row, millis, number, text);
        retain(millis);
        return outcome;
    }

    private LabelOutcome labelEarly(long millis, RowId id, double number, @Nullable String text) {
        if (!early.areKept()) {
            tally.unknown++;
            return LabelOutcome.UNKNOWN;
        }
        EarlyLabels.Label before = early.find(id);
        if (before != null && texts.number(before.number(), before.text()) == texts.number(number, text)) {
            tally.duplicate++;
            return LabelOutcome.DUPLICATE;
        }
        Segment segment = open(millis);
        write(segment, () -> writer.early(millis, id.high(), id.low(), number, text));
        seen(segment, millis);
        tally.unknown += early.put(id, new EarlyLabels.Label(number, text, millis, segment.number));
        retain(millis);
        return LabelOutcome.EARLY;
    }

    private void write(Segment segment, Runnable records) {
        try {
            writer.begin();
            records.run();
            refuseTooLong();
        } catch (RuntimeException e) {
            partEnds = true;
            throw e;
        }
        append(segment, writer.part());
    }

    /** The segment to write to; begins a new one, or a new part, where it is time. */
    private Segment open(long millis) {
        Segment segment = current;
        if (segment == null || bounds.isFull(segment, millis)) {
            segment = new Segment(nextSegment, nextRow);
            segment.baseMillis = millis;
            writer.header(0, millis);
            append(segment, Frame.ANY_PART);
            nextSegment++;
            segments.add(segment);
            current = segment;
            partStart = 0;
            partEnds = false;
        } else if (partEnds || segment.size - partStart >= PART_BYTES) {
            long start = segment.size;
            writer.header(writer.part() + 1, segment.baseMillis);
            append(segment, Frame.ANY_PART);
            partStart = start;
            partEnds = false;
        }
        return segment;
    }

    private void append(Segment segment, int part) {
        int start = frame.seal(writer.out, segment.number, part, segment.size);
        if (buffer.array() != writer.out.bytes) {
            buffer = ByteBuffer.wrap(writer.out.bytes);
        }
        buffer.limit(writer.out.length).position(start);
        int added = buffer.remaining();
        try {
            files.append(segment.name, segment.size, buffer);
        } catch (IOException e) {
            undo(segment, e);
            throw new FeedbackStorageException(
                    files.place(segment.name), "nothing was recorded, because the folder could not be written", e);
        }
        segment.size += added;
        bytes += added;
        if (!segment.unforced) {
            segment.unforced = true;
            unforced.add(segment);
        }
    }

    /** The files with bytes that were not forced; whoever takes them must force them. */
    List<String> takeUnforced() {
        List<String> names = unforced.stream().map(segment -> segment.name).toList();
        unforced.forEach(segment -> segment.unforced = false);
        unforced.clear();
        return names;
    }

    boolean keeps(String name) {
        return segments.stream().anyMatch(segment -> segment.name.equals(name));
    }

    /** Cuts off what half a write left behind. Where that fails too, the segment ends here, and readers skip its end. */
    private void undo(Segment segment, IOException why) {
        partEnds = true;
        try {
            if (segment.size == 0) {
                files.delete(segment.name);
            } else {
                files.truncate(segment.name, segment.size);
            }
        } catch (IOException e) {
            why.addSuppressed(e);
            current = null;
            nextSegment = Math.max(nextSegment, segment.number + 1);
        }
    }

    // What is dropped ----------------------------------------------------------------------------------------------

    void retain(long now) {
        boolean dropped = false;
        for (Segment oldest = segments.peek();
                oldest != null && oldest != current && bounds.isOver(rows(), bytes, oldest, now);
                oldest = segments.peek()) {
            segments.remove();
            bytes -= oldest.size;
            tally.neverLabelled += oldest.waiting();
            tally.unknown += early.drop(oldest.number);
            undeleted.add(oldest.name);
            dropped = true;
        }
        if (dropped) {
            index.forgetBefore(nextRow - rows());
            deleteDropped();
        }
    }

    /** Deletes what was dropped. What cannot be deleted now is tried again with the next, and reported by {@link #deleteAll}. */
    private @Nullable IOException deleteDropped() {
        IOException failed = null;
        for (var names = undeleted.iterator(); names.hasNext(); ) {
            try {
                files.delete(names.next());
                names.remove();
            } catch (IOException e) {
                failed = e;
            }
        }
        return failed;
    }

    void deleteAll() throws IOException {
        IOException failed = deleteDropped();
        if (failed != null) {
            throw failed;
        }
    }

    private long rows() {
        Segment oldest = segments.peek();
        return oldest == null ? 0 : nextRow - oldest.firstRow;
    }

    FeedbackCounts counts() {
        long waiting = 0;
        for (Segment segment : segments) {
            waiting += segment.waiting();
        }
        return tally.counts(rows(), waiting, early.size(), segments.size(), bytes);
    }

    List<Segment.View> views() {
        return segments.stream().map(Segment::view).toList();
    }

    /** Refuses segments that the schema of the log cannot read. */
    @FunctionalInterface
    interface SchemaCheck {
        void check(SegmentHeader header, String place);
    }
}

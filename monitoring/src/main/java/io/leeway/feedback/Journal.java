package io.leeway.feedback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a log. A record is written first and counts then, by the code that reads it when the log is opened. Not safe for
 * use by several threads.
 */
final class Journal {
    /** A header after so many bytes bounds what a damaged one costs. */
    static final int PART_BYTES = 1 << 17;

    final LogState state;
    final Listeners listeners = new Listeners();
    private final FeedbackFiles files;
    private final Bounds bounds;
    private final RecordWriter writer;
    private final Frame frame = new Frame();
    private final List<Segment> unforced = new ArrayList<>();
    private final List<String> undeleted = new ArrayList<>();
    private @Nullable Segment current;
    private ByteBuffer buffer;
    private long partStart;
    private boolean partEnds;
    private long nextSegment;

    Journal(FeedbackFiles files, Bounds bounds, LogState state, RecordWriter writer) {
        this.files = files;
        this.bounds = bounds;
        this.state = state;
        this.writer = writer;
        this.buffer = ByteBuffer.wrap(writer.out.bytes);
    }

    void load(LogState.SchemaCheck check, long now) throws IOException {
        nextSegment = state.load(check);
        retain(now);
    }

    /** Records a row; returns false if it was not admitted. */
    boolean record(long millis, Scratch row, @Nullable Admission admission) {
        Segment segment = open(millis);
        if (admission != null && !admission.admits()) {
            return false;
        }
        EarlyLabels.Label label = row.idKind == IdKind.NONE || state.early.size() == 0
                ? null
                : state.early.find(new RowId(row.idHigh, row.idLow));
        int position;
        try {
            writer.begin();
            if (label != null) {
                writer.learn(label.text());
            }
            writer.row(millis, row);
            position = position(segment);
            if (label != null) {
                position = writeWith(segment, label);
            }
            refuseTooLong();
        } catch (RuntimeException e) {
            partEnds = true;
            throw e;
        }
        append(segment, writer.part());
        long number = state.addRow(segment, position, row.idKind, row.idHigh, row.idLow, millis);
        Listeners.recorded(admission, place(segment, position));
        listeners.recorded(place(segment, position), row.cells, row, millis);
        if (label != null) {
            settle(segment, number, row, label, position);
        }
        retain(millis);
        return true;
    }

    private void settle(Segment segment, long number, Scratch row, EarlyLabels.Label label, int position) {
        state.settle(new RowId(row.idHigh, row.idLow));
        LabelOutcome outcome = state.addLabel(segment, segment, number, label.millis(), label.number(), label.text());
        listeners.labelled(
                newestLabel(segment),
                place(segment, position),
                row.idHigh,
                row.idLow,
                outcome,
                label.millis(),
                label.number(),
                label.text());
    }

    /** Where a row stands in the log, for those who follow it. */
    private static long place(Segment segment, int position) {
        return segment.number << Integer.SIZE | position;
    }

    /** Where the label stands that was written last. */
    private long newestLabel(Segment segment) {
        return place(segment, Math.toIntExact(segment.size) - length() + writer.labelOffset());
    }

    /** Behind all that is written. */
    long end() {
        return state.end();
    }

    /** Where the row in the writer begins, if nothing else comes into its frame. */
    private int position(Segment segment) {
        return Math.toIntExact(segment.size) + Frame.headBytes(length()) + writer.rowOffset();
    }

    /** Writes the label behind its row. It names the row's position, which depends on the length of the frame, which depends on the name. */
    private int writeWith(Segment segment, EarlyLabels.Label label) {
        int rowEnd = writer.out.length;
        int position;
        do {
            position = position(segment);
            writer.out.length = rowEnd;
            writer.label(RecordWriter.SETTLES_EARLY, label.millis(), 0, position, label.number(), label.text());
        } while (position(segment) != position);
        return position;
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
        long row = state.find(high, low);
        if (row == IdIndex.NONE) {
            return labelEarly(millis, new RowId(high, low), number, text);
        }
        Segment of = state.holder(row);
        if (state.isLabel(of.label(row), number, text)) {
            state.tally.duplicate++;
            return LabelOutcome.DUPLICATE;
        }
        Segment segment = open(millis);
        int flags = Double.isNaN(of.label(row)) ? 0 : RecordWriter.CORRECTS;
        write(segment, () -> writer.label(flags, millis, segment.number - of.number, of.position(row), number, text));
        LabelOutcome outcome = state.addLabel(segment, of, row, millis, number, text);
        listeners.labelled(newestLabel(segment), place(of, of.position(row)), high, low, outcome, millis, number, text);
        retain(millis);
        return outcome;
    }

    private LabelOutcome labelEarly(long millis, RowId id, double number, @Nullable String text) {
        if (!state.early.areKept()) {
            state.tally.unknown++;
            return LabelOutcome.UNKNOWN;
        }
        EarlyLabels.Label before = state.early.find(id);
        if (before != null && state.isSame(before, number, text)) {
            state.tally.duplicate++;
            return LabelOutcome.DUPLICATE;
        }
        Segment segment = open(millis);
        write(segment, () -> writer.early(millis, id.high(), id.low(), number, text));
        state.addEarly(segment, id, new EarlyLabels.Label(number, text, millis, segment.number));
        retain(millis);
        return LabelOutcome.EARLY;
    }

    /** Records a mark; returns its position. */
    long mark(long millis, String name, long number, String text) {
        Segment segment = open(millis);
        write(segment, () -> writer.mark(millis, number, name, text));
        long at = place(segment, Math.toIntExact(segment.size) - length() + writer.rowOffset());
        state.marked(segment, millis);
        listeners.marked(new FeedbackMark(at, name, number, text, Instant.ofEpochMilli(millis)));
        retain(millis);
        return at;
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

    /** The segment to write to, in which all is said that happened before. */
    private Segment open(long millis) {
        Segment segment = begun(millis);
        sayDropped(segment, millis);
        return segment;
    }

    private void sayDropped(Segment segment, long millis) {
        long oldest = state.unsaidDrop();
        if (oldest >= 0) {
            write(segment, () -> writer.drop(millis, oldest));
            state.said(segment, millis, oldest);
            listeners.dropped(oldest << Integer.SIZE);
        }
    }

    /** The segment to write to; begins a new one, or a new part, where it is time. */
    private Segment begun(long millis) {
        Segment segment = current;
        if (segment == null || bounds.isFull(segment, millis)) {
            int rows = segment == null ? RowColumns.FIRST_ROWS : segment.expectedNext();
            segment = new Segment(nextSegment, state.nextRow(), state.columns(rows));
            segment.baseMillis = millis;
            writer.header(0, millis);
            append(segment, Frame.ANY_PART);
            nextSegment++;
            state.begin(segment);
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
        state.grow(segment, added);
        if (!segment.unforced) {
            segment.unforced = true;
            unforced.add(segment);
        }
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

    /** The files with bytes that were not forced; whoever takes them must force them. */
    List<String> takeUnforced() {
        List<String> names = unforced.stream().map(segment -> segment.name).toList();
        unforced.forEach(segment -> segment.unforced = false);
        unforced.clear();
        return names;
    }

    private void retain(long now) {
        state.retain(bounds, now, current, undeleted);
        Segment segment = current;
        if (segment != null) {
            try {
                sayDropped(segment, now);
            } catch (FeedbackStorageException e) {
                // What was asked for is recorded. The next record says it first, or is refused.
                Listeners.failed(e);
            }
        }
        if (!undeleted.isEmpty()) {
            deleteDropped();
        }
    }

    /** Deletes what was dropped. What cannot be deleted now is tried again with the next, and reported by {@link #deleteAll}. */
    private @Nullable IOException deleteDropped() {
        IOException failed = null;
        for (Iterator<String> names = undeleted.iterator(); names.hasNext(); ) {
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
}

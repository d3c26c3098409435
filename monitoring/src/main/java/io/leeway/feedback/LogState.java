package io.leeway.feedback;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the records of a log. Every record that is kept has come through here: when it was written, or when the log was opened. Not
 * safe for use by several threads.
 */
final class LogState {
    private static final int HEAD_BYTES = 64;
    private static final long LONGEST_SEGMENT = 1 << 30;

    private final FeedbackFiles files;
    private final long lateMillis;
    private final Segments segments = new Segments();
    private final AscendingIds ascending = new AscendingIds(segments);

    /** Of the rows that do not ascend. */
    private final IdIndex index = new IdIndex();

    /** Rows in the index whose ids had one that ascends, and none there. */
    private long repeatedAscending;

    private long newestIndexed = IdIndex.NONE;
    private final IdIndex.Ids ids = this::has;
    private final LabelTexts texts = new LabelTexts();
    final EarlyLabels early;
    final Tally tally = new Tally();
    private long nextRow;
    private long bytes;
    private long lastMillis = Long.MIN_VALUE;
    private long lastDrop;

    /** Of the segment that was dropped last, until another one uses it. */
    private @Nullable RowColumns spare;

    /** Refuses segments that the schema of the log cannot read. */
    @FunctionalInterface
    interface SchemaCheck {
        void check(SegmentHeader header, String place);
    }

    LogState(FeedbackFiles files, long lateMillis, int earlyLabels) {
        this.files = files;
        this.lateMillis = lateMillis;
        this.early = new EarlyLabels(earlyLabels);
    }

    /** Reads what there is; returns the number of the next segment. */
    long load(SchemaCheck check) throws IOException {
        long next = 0;
        for (String name : files.list()) {
            if (Segment.isSegment(name)) {
                next = Segment.numberOf(name) + 1;
                load(new Segment(next - 1, nextRow, new RowColumns(RowColumns.FIRST_ROWS)), check);
            }
        }
        return next;
    }

    private void load(Segment segment, SchemaCheck check) throws IOException {
        String place = files.place(segment.name);
        long size = files.size(segment.name);
        if (size > LONGEST_SEGMENT) {
            throw foreign(place, size + " bytes");
        }
        byte[] content = files.read(segment.name, 0, (int) size);
        begin(segment);
        RecordReader reader = new RecordReader(content, segment.number);
        int checked = 0;
        try {
            while (reader.next()) {
                if (reader.headers != checked) {
                    checked = reader.headers;
                    segment.baseMillis = reader.header().baseMillis();
                    check.check(reader.header(), place);
                }
                apply(reader, segment);
            }
        } catch (CorruptRecordException e) {
            throw foreign(place, String.valueOf(e.getMessage()));
        }
        grow(segment, reader.end);
        tally.damagedBytes += reader.damagedBytes;
        tally.unreadable += reader.unreadableRecords;
    }

    private static FeedbackStorageException foreign(String place, String what) {
        return new FeedbackStorageException(
                place,
                "the segment was not written by this version of the library; use a newer one, or another folder",
                new IOException(what));
    }

    private void apply(RecordReader record, Segment segment) {
        switch (record.kind) {
            case Frame.ROW ->
                addRow(segment, record.position, record.idKind, record.idHigh, record.idLow, record.millis);
            case Frame.LABEL -> {
                seen(segment, record.millis);
                Segment of = segments.numbered(segment.number - record.segmentsBack);
                long row = of == null ? IdIndex.NONE : of.rowAt(record.rowPosition);
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
            case Frame.MARK -> seen(segment, record.millis);
            case Frame.DROP -> {
                seen(segment, record.millis);
                lastDrop = Math.max(lastDrop, record.whole);
            }
            default ->
                addEarly(
                        segment,
                        new RowId(record.idHigh, record.idLow),
                        new EarlyLabels.Label(record.number, record.text, record.millis, segment.number));
        }
    }

    /** Arrays for the rows of the next segment, of which so many are expected. */
    RowColumns columns(int rows) {
        RowColumns free = spare;
        spare = null;
        return free == null ? new RowColumns(rows) : free;
    }

    void begin(Segment segment) {
        segments.add(segment);
        ascending.begin(segment);
    }

    void grow(Segment segment, int added) {
        segment.size += added;
        bytes += added;
    }

    private void seen(Segment segment, long millis) {
        segment.seen(millis);
        tally.clockStepsBack += millis < lastMillis ? 1 : 0;
        lastMillis = millis;
    }

    /** Adds a row; returns its number. */
    long addRow(Segment segment, int position, IdKind kind, long high, long low, long millis) {
        seen(segment, millis);
        segment.add(position, low, millis);
        long row = nextRow++;
        if (kind == IdKind.NONE) {
            segment.leaveOut();
        } else if (high != RowId.NUMBER) {
            segment.leaveOut();
            putInIndex(high, low, row);
        } else if (!ascending.take(segment, low, row)) {
            repeatedAscending +=
                    ascending.find(low) != IdIndex.NONE && index.find(high, low, ids) == IdIndex.NONE ? 1 : 0;
            putInIndex(high, low, row);
        }
        return row;
    }

    private void putInIndex(long high, long low, long row) {
        index.put(high, low, row, ids);
        newestIndexed = row;
    }

    void addEarly(Segment segment, RowId id, EarlyLabels.Label label) {
        seen(segment, label.millis());
        tally.unknown += early.put(id, label);
    }

    /** An early label was joined. */
    void settle(RowId id) {
        early.remove(id);
        tally.early++;
    }

    LabelOutcome addLabel(Segment segment, Segment of, long row, long millis, double number, @Nullable String text) {
        seen(segment, millis);
        return addLabel(of, row, millis, number, text);
    }

    LabelOutcome addLabel(Segment of, long row, long millis, double number, @Nullable String text) {
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

    boolean isLabel(double known, double number, @Nullable String text) {
        return known == texts.number(number, text);
    }

    boolean isSame(EarlyLabels.Label label, double number, @Nullable String text) {
        return isLabel(texts.number(label.number(), label.text()), number, text);
    }

    /** The newest row of an id: what is in the index came after what ascends. */
    long find(long high, long low) {
        long indexed = newestIndexed < firstRow() ? IdIndex.NONE : index.find(high, low, ids);
        return indexed == IdIndex.NONE && high == RowId.NUMBER ? ascending.find(low) : indexed;
    }

    /** The segment of a row. */
    Segment holder(long row) {
        Segment holder = segments.holding(row);
        if (holder == null) {
            throw new IllegalStateException("row " + row + " is in the index and in no segment");
        }
        return holder;
    }

    /** The position of the newest row of an id, or -1. */
    long position(long high, long low) {
        long row = find(high, low);
        if (row == IdIndex.NONE) {
            return -1;
        }
        Segment of = holder(row);
        return of.number << Integer.SIZE | of.position(row);
    }

    /** The id of the row at a position; null if there is no such row, or it has none. */
    @Nullable
    RowId id(long position) {
        Segment of = segments.numbered(position >> Integer.SIZE);
        long row = of == null ? IdIndex.NONE : of.rowAt((int) position);
        if (of == null || row == IdIndex.NONE) {
            return null;
        }
        RecordReader head = head(of, row);
        return head.idKind == IdKind.NONE ? null : new RowId(head.idHigh, head.idLow);
    }

    private RecordReader head(Segment segment, long row) {
        try {
            return RecordReader.head(files.read(segment.name, segment.position(row), HEAD_BYTES), segment.baseMillis);
        } catch (IOException e) {
            throw new FeedbackStorageException(files.place(segment.name), "a row could not be read", e);
        }
    }

    private boolean has(long row, long high, long low) {
        Segment of = holder(row);
        // The index tells numbers from all others.
        return of.id(row) == low && (high == RowId.NUMBER || head(of, row).idHigh == high);
    }

    /** Forgets the oldest segments until the rest is within bounds, but never the current one; adds the names of the forgotten ones. */
    void retain(Bounds bounds, long now, @Nullable Segment current, List<String> forgotten) {
        int before = forgotten.size();
        for (Segment oldest = segments.oldest();
                oldest != null && oldest != current && bounds.isOver(rows(), bytes, oldest, now);
                oldest = segments.oldest()) {
            // Afterwards it can no longer be said whether an id was one of these rows.
            index.settle(ids);
            segments.dropOldest();
            bytes -= oldest.size;
            tally.neverLabelled += oldest.waiting();
            tally.unknown += early.drop(oldest.number);
            forgotten.add(oldest.name);
            spare = oldest.release();
        }
        if (forgotten.size() > before && segments.size() > 0) {
            index.forgetBefore(firstRow());
            ascending.forgetBefore(firstRow());
        }
    }

    /** The oldest segment, if older ones were dropped and no record says so yet; -1 otherwise. */
    long unsaidDrop() {
        Segment oldest = segments.oldest();
        return oldest == null || oldest.number <= lastDrop ? -1 : oldest.number;
    }

    void said(Segment segment, long millis, long oldest) {
        seen(segment, millis);
        lastDrop = oldest;
    }

    void marked(Segment segment, long millis) {
        seen(segment, millis);
    }

    boolean keeps(String name) {
        return segments.stream().anyMatch(segment -> segment.name.equals(name));
    }

    long nextRow() {
        return nextRow;
    }

    private long firstRow() {
        Segment oldest = segments.oldest();
        return oldest == null ? nextRow : oldest.firstRow;
    }

    private long rows() {
        return nextRow - firstRow();
    }

    FeedbackCounts counts() {
        long waiting = segments.stream().mapToLong(Segment::waiting).sum();
        tally.repeatedIds = index.repeated(ids) + repeatedAscending;
        return tally.counts(rows(), waiting, early.size(), segments.size(), bytes);
    }

    /** Behind all records; 0 where there are none. */
    long end() {
        Segment newest = segments.newest();
        return newest == null ? 0 : newest.number << Integer.SIZE | newest.size;
    }

    List<Segment.View> views() {
        return segments.stream().map(Segment::view).toList();
    }
}

package io.leeway.feedback;

import io.leeway.schema.RowForm;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the events of some segments behind a position. */
final class Events<R> implements Iterator<FeedbackEvent<R>> {
    private final FeedbackFiles files;
    private final RowForm<R> form;
    private final Function<RowForm.Cells, R> maker;
    private final Deque<Segment.View> rest;
    private final long after;
    private final Deque<FeedbackEvent<R>> found = new ArrayDeque<>();
    private @Nullable Open open;
    private long next;

    /** A segment that is being read. */
    private record Open(Segment.View segment, RecordReader reader, MappedCells cells) {}

    Events(
            FeedbackFiles files,
            RowForm<R> form,
            Function<RowForm.Cells, R> maker,
            List<Segment.View> segments,
            long after) {
        this.files = files;
        this.form = form;
        this.maker = maker;
        this.after = after;
        this.rest = new ArrayDeque<>(segments);
        this.rest.removeIf(segment -> segment.number() < after >> Integer.SIZE);
        Segment.View first = rest.peek();
        this.next = after >= 0 ? after >> Integer.SIZE : first == null ? 0 : first.number();
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty()) {
            Open now = open;
            if (now == null) {
                Segment.View segment = rest.poll();
                if (segment == null) {
                    return false;
                }
                if (segment.number() != next) {
                    found.add(new FeedbackEvent.Damaged<>(place(segment.number(), 0), files.place(segment.name())));
                }
                next = segment.number() + 1;
                open = open(segment);
            } else {
                read(now);
            }
        }
        return true;
    }

    private Open open(Segment.View segment) {
        try {
            byte[] bytes = files.read(segment.name(), 0, Math.toIntExact(segment.size()));
            RecordReader reader = new RecordReader(bytes, segment.number());
            return new Open(segment, reader, new MappedCells(form, reader));
        } catch (IOException e) {
            throw new FeedbackStorageException(
                    files.place(segment.name()),
                    "a segment cannot be read; if it was dropped meanwhile, because the log is full, read again",
                    e);
        }
    }

    private void read(Open from) {
        RecordReader record = from.reader;
        long lost = record.unreadableRecords;
        boolean damaged = record.damagedWithin;
        boolean more = record.next();
        if (!more) {
            open = null;
        }
        long number = from.segment.number();
        long at = place(number, more ? record.position : Math.toIntExact(from.segment.size()));
        if (at <= after) {
            return;
        }
        if (record.unreadableRecords > lost || record.damagedWithin != damaged) {
            found.add(new FeedbackEvent.Damaged<>(at, files.place(from.segment.name())));
            record.damagedWithin = false;
        }
        FeedbackEvent<R> event = more ? event(from, at) : null;
        if (event != null) {
            found.add(event);
        }
    }

    private static long place(long segment, int position) {
        return segment << Integer.SIZE | position;
    }

    private @Nullable FeedbackEvent<R> event(Open from, long at) {
        RecordReader record = from.reader;
        Instant time = Instant.ofEpochMilli(record.millis);
        return switch (record.kind) {
            case Frame.ROW -> {
                from.cells.row(false, Double.NaN, null);
                Optional<RowId> id = record.idKind == IdKind.NONE
                        ? Optional.empty()
                        : Optional.of(new RowId(record.idHigh, record.idLow));
                yield new FeedbackEvent.Recorded<>(at, id, FeedbackEntry.of(maker.apply(from.cells), record, null));
            }
            case Frame.LABEL ->
                new FeedbackEvent.Labelled<>(
                        at,
                        place(from.segment.number() - record.segmentsBack, record.rowPosition),
                        record.corrects,
                        record.number,
                        Optional.ofNullable(record.text),
                        time);
            case Frame.MARK ->
                new FeedbackEvent.Marked<>(
                        new FeedbackMark(at, record.name, record.whole, Objects.requireNonNull(record.text), time));
            case Frame.DROP -> new FeedbackEvent.Dropped<>(at, record.whole << Integer.SIZE);
            default -> null;
        };
    }

    @Override
    public FeedbackEvent<R> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further event");
        }
        return found.remove();
    }
}

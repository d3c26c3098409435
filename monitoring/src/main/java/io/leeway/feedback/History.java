package io.leeway.feedback;

import io.leeway.schema.RowForm;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some segments as they were known at a moment: those that were recorded by then, with the labels that had come
 * by then. Labels are collected first, 16 bytes a row; then one segment after the other is read.
 */
final class History<R> {
    private final FeedbackFiles files;
    private final RowForm<R> form;
    private final Function<RowForm.Cells, R> maker;
    private final List<Segment.View> segments;
    private final long asOf;
    private final LabelTexts texts = new LabelTexts();

    /** By segment and row: the newest label, NaN where there is none, and when it became known. */
    private final double[][] labels;

    private final long[][] times;

    History(
            FeedbackFiles files,
            RowForm<R> form,
            Function<RowForm.Cells, R> maker,
            List<Segment.View> segments,
            long asOf) {
        this.files = files;
        this.form = form;
        this.maker = maker;
        this.segments = segments;
        this.asOf = asOf;
        this.labels = new double[segments.size()][];
        this.times = new long[segments.size()][];
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            labels[i] = new double[segments.get(i).rows()];
            Arrays.fill(labels[i], Double.NaN);
            times[i] = new long[segments.get(i).rows()];
            places.put(segments.get(i).number(), i);
        }
        for (Segment.View segment : segments) {
            collectLabels(segment, places);
        }
    }

    private RecordReader open(Segment.View segment) {
        try {
            return new RecordReader(files.read(segment.name(), 0, Math.toIntExact(segment.size())), segment.number());
        } catch (IOException e) {
            throw new FeedbackStorageException(
                    files.place(segment.name()),
                    "a segment cannot be read; if it was dropped meanwhile, because the log is full, read again",
                    e);
        }
    }

    private void collectLabels(Segment.View segment, Map<Long, Integer> places) {
        RecordReader reader = open(segment);
        while (reader.next()) {
            if (reader.kind != Frame.LABEL || reader.millis > asOf) {
                continue;
            }
            Integer place = places.get(segment.number() - reader.segmentsBack);
            int row = place == null ? -1 : segments.get(place).rowAt(reader.rowPosition);
            if (place != null && row >= 0) {
                labels[place][row] = texts.number(reader.number, reader.text);
                times[place][row] = reader.millis;
            }
        }
    }

    /** Keeps the labels of {@code n} rows, drawn without replacement, and forgets the others; all where there are fewer. */
    void sample(int n, long seed, BitSet[] eligible) {
        long left = 0;
        for (BitSet rows : eligible) {
            left += rows.cardinality();
        }
        SplittableRandom random = new SplittableRandom(seed);
        long wanted = Math.min(n, left);
        // Selection sampling: Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S.
        for (BitSet rows : eligible) {
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                boolean drawn = random.nextLong(left) < wanted;
                left--;
                wanted -= drawn ? 1 : 0;
                rows.set(row, drawn);
            }
        }
    }

    /** The rows that had a label at the moment, by segment. */
    BitSet[] labelled() {
        BitSet[] result = new BitSet[segments.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = new BitSet();
            RecordReader reader = open(segments.get(i));
            while (reader.next()) {
                int row = reader.kind == Frame.ROW && reader.millis <= asOf
                        ? segments.get(i).rowAt(reader.position)
                        : -1;
                if (row >= 0 && !Double.isNaN(labels[i][row])) {
                    result[i].set(row);
                }
            }
        }
        return result;
    }

    /** Iterates over rows in the order in which they were recorded; over chosen ones unless {@code chosen} is null. */
    Iterator<FeedbackEntry<R>> iterator(BitSet @Nullable [] chosen) {
        return new Entries(chosen);
    }

    private final class Entries implements Iterator<FeedbackEntry<R>> {
        private final BitSet @Nullable [] chosen;
        private final Deque<Integer> rest = new ArrayDeque<>();
        private @Nullable RecordReader reader;
        private @Nullable MappedCells cells;
        private int place;
        private @Nullable FeedbackEntry<R> next;

        Entries(BitSet @Nullable [] chosen) {
            this.chosen = chosen;
            for (int i = 0; i < segments.size(); i++) {
                rest.add(i);
            }
        }

        @Override
        public boolean hasNext() {
            while (next == null) {
                RecordReader open = reader;
                if (open == null) {
                    Integer segment = rest.poll();
                    if (segment == null) {
                        return false;
                    }
                    place = segment;
                    open = History.this.open(segments.get(place));
                    reader = open;
                    cells = new MappedCells(form, open);
                }
                if (open.next()) {
                    next = entry(open);
                } else {
                    reader = null;
                }
            }
            return true;
        }

        private @Nullable FeedbackEntry<R> entry(RecordReader record) {
            if (record.kind != Frame.ROW || record.millis > asOf) {
                return null;
            }
            int row = segments.get(place).rowAt(record.position);
            if (row < 0 || (chosen != null && !chosen[place].get(row))) {
                return null;
            }
            double label = labels[place][row];
            boolean labelled = !Double.isNaN(label);
            MappedCells mapped = java.util.Objects.requireNonNull(cells);
            mapped.row(labelled, label, labelled && isText() ? texts.text(label) : null);
            // An early label is known no earlier than its row.
            java.time.Instant known =
                    labelled ? java.time.Instant.ofEpochMilli(Math.max(times[place][row], record.millis)) : null;
            return FeedbackEntry.of(maker.apply(mapped), record, known);
        }

        @Override
        public FeedbackEntry<R> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no further row");
            }
            FeedbackEntry<R> entry = java.util.Objects.requireNonNull(next);
            next = null;
            return entry;
        }
    }

    private boolean isText() {
        int response = form.responseCell();
        return response >= 0 && form.cells().get(response).kind() == RowForm.Kind.TEXT;
    }
}

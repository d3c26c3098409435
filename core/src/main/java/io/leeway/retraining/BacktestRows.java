package io.leeway.retraining;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.model.Response;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rows of a log in the order in which they were answered, and the order in which their labels became known. */
final class BacktestRows<R> {
    /** The label never became known. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Schema<R> schema;
    private final List<R> rows;
    private final long[] answered;
    private final long[] times;
    private final long[] known;
    private final int[] byKnown;

    private BacktestRows(Schema<R> schema, List<R> rows, long[] answered, long[] times, long[] known) {
        this.schema = schema;
        this.rows = rows;
        this.answered = answered;
        this.times = times;
        this.known = known;
        this.byKnown = IntStream.range(0, known.length)
                .filter(i -> known[i] != NEVER)
                .boxed()
                .sorted(Comparator.comparingLong(i -> known[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Reads what was recorded before the end; a label that became known at the end or later is not read. */
    static <R> BacktestRows<R> of(Schema<R> schema, Iterable<FeedbackEntry<R>> entries, Instant end) {
        List<FeedbackEntry<R>> kept = new ArrayList<>();
        for (FeedbackEntry<R> entry : entries) {
            if (entry.recorded().isBefore(end)) {
                kept.add(entry);
            }
        }
        kept.sort(Comparator.comparing(FeedbackEntry::recorded));
        int size = kept.size();
        long[] answered = new long[size];
        long[] times = new long[size];
        long[] known = new long[size];
        List<R> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            FeedbackEntry<R> entry = kept.get(i);
            rows.add(entry.row());
            answered[i] = entry.recorded().toEpochMilli();
            times[i] = schema.hasTime() ? schema.timeMillis(entry.row()) : answered[i];
            Optional<Instant> labelled = entry.labelled().filter(at -> at.isBefore(end));
            known[i] = labelled.map(Instant::toEpochMilli).orElse(NEVER);
        }
        return new BacktestRows<>(schema, rows, answered, times, known);
    }

    /** Those that were answered before a moment, with the labels that were known before it. */
    BacktestRows<R> before(Instant moment) {
        long end = moment.toEpochMilli();
        int size = firstAtOrAfter(end);
        long[] labels = Arrays.copyOf(known, size);
        for (int i = 0; i < size; i++) {
            labels[i] = labels[i] < end ? labels[i] : NEVER;
        }
        return new BacktestRows<>(
                schema, rows.subList(0, size), Arrays.copyOf(answered, size), Arrays.copyOf(times, size), labels);
    }

    int size() {
        return rows.size();
    }

    R row(int index) {
        return rows.get(index);
    }

    Schema<R> schema() {
        return schema;
    }

    long answered(int index) {
        return answered[index];
    }

    long known(int index) {
        return known[index];
    }

    boolean isLabelled(int index) {
        return known[index] != NEVER;
    }

    /** How many labels there are. */
    int labels() {
        return byKnown.length;
    }

    /** The row whose label became known as number {@code rank}. */
    int labelled(int rank) {
        return byKnown[rank];
    }

    /** How many labels were known at a moment; they are those of the first ranks. */
    int knownBy(long millis) {
        int low = 0;
        int high = byKnown.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (known[byKnown[middle]] > millis) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The first row that was answered at a moment or later. */
    int firstAtOrAfter(long millis) {
        int place = Arrays.binarySearch(answered, millis);
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && answered[place - 1] == millis) {
            place--;
        }
        return place;
    }

    /** The rows of a window before a moment that had been answered and whose label was known at it. */
    List<R> labelledAt(long now, Duration window) {
        long from = now - window.toMillis();
        int end = firstAtOrAfter(now);
        List<R> found = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            if (times[i] >= from && known[i] <= now) {
                found.add(rows.get(i));
            }
        }
        return found;
    }

    /** The labels as they are; rows without one count as false and must be left out. */
    boolean[] positives(String positiveClass) {
        Response<R> response = Response.of(schema);
        boolean[] positive = new boolean[rows.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = isLabelled(i) && positiveClass.equals(response.label(rows.get(i)));
        }
        return positive;
    }
}

package io.leeway.monitoring.performance;

import java.time.Instant;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Keeps the newest labelled rows of a stream, so that a model's performance can be computed at any time over the newest
 * {@code n} rows or over those since an instant.
 *
 * <p>Memory is fixed: 32 bytes for each row of the capacity. {@link #add} takes a few nanoseconds; a query copies the
 * rows that it returns. Thread-safe; all methods share one lock.
 *
 * <pre>{@code
 * PerformanceMonitor performance = PerformanceMonitor.of(20_000);
 * performance.add(0.8, 1, departureMillis, arrivalMillis);
 * ClassificationMetrics metrics = performance.newest(5_000).classification();
 * }</pre>
 */
public final class PerformanceMonitor {
    private final double[] predictions;
    private final double[] actuals;
    private final long[] predictedMillis;
    private final long[] labelledMillis;
    private long total;

    /** Rows of the total that were never here. */
    private long skipped;

    private PerformanceMonitor(int capacity) {
        predictions = new double[capacity];
        actuals = new double[capacity];
        predictedMillis = new long[capacity];
        labelledMillis = new long[capacity];
    }

    /**
     * Creates an empty monitor.
     *
     * @param capacity the maximum number of rows that are kept, at least 1
     * @return an empty monitor
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static PerformanceMonitor of(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("got room for " + capacity + " labelled rows; give at least 1");
        }
        return new PerformanceMonitor(capacity);
    }

    /**
     * Adds a labelled row, and drops the oldest if there is no room.
     *
     * @param prediction the probability of the positive class, or the predicted value
     * @param actual the actual outcome; 1 and 0 for true and false
     * @param predicted when the prediction was made, epoch milliseconds
     * @param labelled when the label became known, epoch milliseconds
     */
    public synchronized void add(double prediction, double actual, long predicted, long labelled) {
        int at = (int) (total % predictions.length);
        predictions[at] = prediction;
        actuals[at] = actual;
        predictedMillis[at] = predicted;
        labelledMillis[at] = labelled;
        total++;
    }

    /**
     * Counts rows that were added elsewhere before, such as by a process that has ended, and that are not kept here.
     *
     * @param rows 0 or more
     * @throws IllegalStateException if rows were added here already
     */
    public synchronized void skip(long rows) {
        if (total > 0 || rows < 0) {
            throw new IllegalStateException(
                    "cannot skip " + rows + " rows behind " + total + "; skip before rows are added");
        }
        total = rows;
        skipped = rows;
    }

    /**
     * Returns the number of rows kept.
     *
     * @return at most the capacity
     */
    public synchronized int size() {
        return (int) Math.min(total - skipped, predictions.length);
    }

    /**
     * Returns the number of rows ever added.
     *
     * @return at least {@link #size()}
     */
    public synchronized long total() {
        return total;
    }

    /**
     * Returns the newest rows, by the order in which their labels arrived.
     *
     * @param rows the maximum number of rows, 0 or more
     * @return that many rows, or all that are kept
     * @throws IllegalArgumentException if the number is negative
     */
    public synchronized LabelledRows newest(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("asked for the newest " + rows + " rows; ask for 0 or more");
        }
        int skip = Math.max(0, size() - rows);
        return select(i -> true, skip);
    }

    /**
     * Returns the rows that were labelled at an instant or later.
     *
     * @param instant the instant
     * @return those of these rows that are kept
     */
    public synchronized LabelledRows labelledSince(Instant instant) {
        long millis = instant.toEpochMilli();
        return select(i -> labelledMillis[i] >= millis, 0);
    }

    /**
     * Returns the labelled rows that were predicted at an instant or later, for example since a model was promoted.
     *
     * @param instant the instant
     * @return those of these rows that are kept
     */
    public synchronized LabelledRows predictedSince(Instant instant) {
        long millis = instant.toEpochMilli();
        return select(i -> predictedMillis[i] >= millis, 0);
    }

    /** Returns the number of rows that are kept and the total in one line. */
    @Override
    public synchronized String toString() {
        return "the newest " + size() + " of " + total + " labelled rows";
    }

    private LabelledRows select(IntPredicate wanted, int skip) {
        int size = size();
        int[] chosen = new int[size];
        int count = 0;
        for (long row = total - size + skip; row < total; row++) {
            int at = (int) (row % predictions.length);
            if (wanted.test(at)) {
                chosen[count++] = at;
            }
        }
        int[] rows = Arrays.copyOf(chosen, count);
        return new LabelledRows(
                Arrays.stream(rows).mapToDouble(i -> predictions[i]).toArray(),
                Arrays.stream(rows).mapToDouble(i -> actuals[i]).toArray(),
                Arrays.stream(rows).mapToLong(i -> predictedMillis[i]).toArray(),
                Arrays.stream(rows).mapToLong(i -> labelledMillis[i]).toArray());
    }
}

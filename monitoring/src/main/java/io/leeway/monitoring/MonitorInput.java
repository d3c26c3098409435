package io.leeway.monitoring;

import io.leeway.feedback.RowId;
import io.leeway.schema.RowCells;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ModelMonitor} is given: rows with their predictions, and labels.
 *
 * @param <R> the type of a row
 */
abstract class MonitorInput<R> {
    final String name;
    final Layout<R> layout;
    final Clock clock;
    final Recorder<R> recorder;
    final Looks<R> looks;
    final Continuation<R> continuation;
    private volatile Layout.@Nullable OfCells cells;

    MonitorInput(MonitorOptions<R> options, @Nullable CheckpointFiles files) {
        options.check();
        options.storesReferences = files != null;
        name = options.name;
        layout = new Layout<>(options.schema, options.form(), options.groupAttributes());
        clock = options.clock;
        Duration length = options.windowLength();
        long limit = length == null ? options.rows : options.maximumRows;
        recorder = new Recorder<>(
                layout, clock, options.rowsAhead, limit, length, options.reference(layout, options.blocking()));
        looks = new Looks<>(options, layout, recorder);
        continuation = new Continuation<>(options, files, layout, recorder, looks);
    }

    /**
     * Records a row and its prediction. Takes about 4 ns for each feature. If the row completes a window and there is
     * no executor, the window is evaluated before this method returns.
     *
     * @param row the row
     * @param prediction the probability of the positive class, or the predicted value. An invalid one (NaN, or not a
     *     probability) is counted and excluded from drift and performance
     * @throws MonitoringException if the row is null
     * @throws io.leeway.schema.SchemaException if the row has no time or no id although the schema has. Exceptions of
     *     accessors are passed on; the row is then counted as unreadable. A row without a time belongs to no window and
     *     is not counted
     */
    public void record(R row, double prediction) {
        record(row, prediction, recorder.inCharge());
    }

    /**
     * Records a row, its prediction and the version that predicted it, like {@link #record(Object, double)}: see {@link ModelMonitor#addVersion}.
     *
     * @param row the row
     * @param prediction the probability of the positive class, or the predicted value
     * @param version the version that answered, 0 if that is not known
     * @throws MonitoringException if the row is null
     * @throws io.leeway.schema.SchemaException see {@link #record(Object, double)}
     */
    public void record(R row, double prediction, long version) {
        if (row == null) {
            throw new MonitoringException(name, "a row is null; record only rows that were predicted");
        }
        requireNoLog();
        requireNumbers(1);
        if (recorder.record(row, prediction, null, version)) {
            looks.schedule();
        }
    }

    /**
     * Records a row and its prediction of several numbers, like {@link #record(Object, double)}.
     *
     * @param row the row
     * @param prediction the probabilities of all {@linkplain ModelMonitorBuilder#classes classes}, or a value with the lower and the upper end of its
     *     {@linkplain ModelMonitorBuilder#bands band}; not kept
     * @throws MonitoringException if the row is null, or predictions have another number of numbers
     * @throws io.leeway.schema.SchemaException see {@link #record(Object, double)}
     */
    public void record(R row, double[] prediction) {
        record(row, prediction, recorder.inCharge());
    }

    /**
     * Records a row, its prediction of several numbers and the version that predicted it, like {@link #record(Object, double, long)}.
     *
     * @param row the row
     * @param prediction see {@link #record(Object, double[])}
     * @param version the version that answered, 0 if that is not known
     * @throws MonitoringException if the row is null, or predictions have another number of numbers
     * @throws io.leeway.schema.SchemaException see {@link #record(Object, double)}
     */
    public void record(R row, double[] prediction, long version) {
        if (row == null) {
            throw new MonitoringException(name, "a row is null; record only rows that were predicted");
        }
        requireNoLog();
        requireNumbers(prediction.length);
        if (recorder.record(row, prediction[0], prediction, version)) {
            looks.schedule();
        }
    }

    private void requireNumbers(int width) {
        if (width != layout.form.width()) {
            throw new MonitoringException(
                    name,
                    "a prediction has " + width + " numbers, and that of a " + layout.form + " has "
                            + layout.form.width());
        }
    }

    /**
     * Records a row that was read already, its prediction and the version that predicted it, like {@link #record(Object, double, long)}.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param prediction the probability of the positive class, or the predicted value
     * @param version the version that answered, 0 if that is not known
     * @throws io.leeway.schema.SchemaException if the row has no time or no id although the schema has
     */
    public void recordCells(RowCells row, double prediction, long version) {
        requireNoLog();
        requireNumbers(1);
        if (recorder.record(layoutOf(row), row, prediction, null, version)) {
            looks.schedule();
        }
    }

    /**
     * Records a row that was read already and its prediction of several numbers, like {@link #recordCells(RowCells, double, long)}.
     *
     * @param row the row's cells, by a reader of the same schema; not used after this method returns
     * @param prediction see {@link #record(Object, double[])}
     * @param version the version that answered, 0 if that is not known
     * @throws MonitoringException if predictions have another number of numbers
     * @throws io.leeway.schema.SchemaException if the row has no time or no id although the schema has
     */
    public void recordCells(RowCells row, double[] prediction, long version) {
        requireNoLog();
        requireNumbers(prediction.length);
        if (recorder.record(layoutOf(row), row, prediction[0], prediction, version)) {
            looks.schedule();
        }
    }

    final Layout.OfCells layoutOf(RowCells row) {
        Layout.OfCells by = cells;
        if (by == null || by.schema != row.reader().schema()) {
            if (!row.reader().schema().fingerprint().equals(layout.schema.fingerprint())) {
                throw new MonitoringException(name, "a row was read by another schema: " + row.reader());
            }
            by = new Layout.OfCells(row.reader(), layout);
            cells = by;
        }
        return by;
    }

    private void requireNoLog() {
        if (recorder.follows()) {
            throw new MonitoringException(
                    name,
                    continuation.hasLog()
                            ? "its rows and labels come from a feedback log; record them there only"
                            : "its rows came from a feedback log: call resume(log) before anything is recorded");
        }
    }

    /**
     * Records the actual outcome (label) of a row of a binary classification, known now.
     *
     * @param id the row's id
     * @param actual whether it was positive
     * @throws MonitoringException if the schema has no id, or this is a regression
     */
    public void label(long id, boolean actual) {
        label(id, actual, clock.instant());
    }

    /**
     * Records the actual outcome (label) of a row of a binary classification.
     *
     * @param id the row's id
     * @param actual whether it was positive
     * @param at when the outcome became known
     * @throws MonitoringException if the schema has no id, or this is a regression
     */
    public void label(long id, boolean actual, Instant at) {
        label(id, binary(id, actual), at);
    }

    private double binary(Object id, boolean actual) {
        if (!layout.form.isBinary()) {
            throw new MonitoringException(
                    name,
                    "this is a " + layout.form + ", and the label of row " + id + " is " + actual + "; "
                            + (layout.form.classes().isEmpty() ? "pass a number" : layout.form.labels()));
        }
        return actual ? 1.0 : 0.0;
    }

    /**
     * Records the actual outcome (label) of a row whose id is of any type.
     *
     * @param id the row's id. Texts are known by 64 bits of their hash, UUIDs by 64 bits: among a million that wait, two are taken for one with a probability of 3 in
     *     100 million
     * @param actual the true value; 1 or 0 for a classification of two classes
     * @param at when the outcome became known
     * @throws MonitoringException see {@link #label(long, double, Instant)}
     */
    public void label(RowId id, double actual, Instant at) {
        label(Layout.key(id), actual, at);
    }

    /**
     * Records the actual class (label) of a row, known now.
     *
     * @param id the row's id
     * @param actual one of the {@linkplain ModelMonitorBuilder#classes classes}; {@code "true"} or {@code "false"} for a classification of two
     * @throws MonitoringException if there is no such class, or the schema has no id
     */
    public void label(long id, String actual) {
        label(id, actual, clock.instant());
    }

    /**
     * Records the actual class (label) of a row whose id is of any type.
     *
     * @param id the row's id
     * @param actual one of the {@linkplain ModelMonitorBuilder#classes classes}; {@code "true"} or {@code "false"} for a classification of two
     * @param at when the outcome became known
     * @throws MonitoringException if there is no such class, or the schema has no id
     */
    public void label(RowId id, String actual, Instant at) {
        label(Layout.key(id), actual, at);
    }

    private void label(long id, String actual, Instant at) {
        boolean isTruth = actual.equals("true") || actual.equals("false");
        if (layout.form.isBinary() && isTruth) {
            label(id, actual.equals("true") ? 1.0 : 0.0, at);
        } else {
            int index = layout.form.classes().indexOf(actual);
            if (index < 0) {
                throw wrongLabel(id, actual);
            }
            label(id, (double) index, at);
        }
    }

    private MonitoringException wrongLabel(long id, Object actual) {
        return new MonitoringException(name, "the label of row " + id + " is " + actual + "; " + layout.form.labels());
    }

    /**
     * Records the actual outcome (label) of a row, known now.
     *
     * @param id the row's id
     * @param actual the true value; 1 or 0 for a classification
     * @throws MonitoringException if the schema has no id, or the value is not finite, or neither 1 nor 0 for a
     *     classification
     */
    public void label(long id, double actual) {
        label(id, actual, clock.instant());
    }

    /**
     * Records the actual outcome (label) of a row. Labels are queued and joined with their predictions when a window is
     * closed, when performance or counts are queried, or when many labels are queued. This takes a short lock that does
     * not block recording threads. Give each row a unique id: if an id is recorded twice, the label joins the newer
     * prediction, even if the label was recorded before it.
     *
     * @param id the row's id
     * @param actual the true value; 1 or 0 for a classification
     * @param at when the outcome became known
     * @throws MonitoringException if the schema has no id, or the value is not finite, or neither 1 nor 0 for a
     *     classification
     */
    public void label(long id, double actual, Instant at) {
        requireNoLog();
        if (!layout.hasId) {
            throw new MonitoringException(name, "the schema has no id to join labels by; name the column by id(name)");
        }
        if (!layout.form.isLabel(actual)) {
            throw wrongLabel(id, actual);
        }
        looks.label(id, actual, at.toEpochMilli());
    }
}

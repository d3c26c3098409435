package io.leeway.monitoring;

import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackListener;
import io.leeway.schema.RowCells;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Records the rows and labels of a log in its order: first those that came after the checkpoint, then those that come. Rows are recorded within the log's lock, which is a copy of their
 * cells; all that takes time is done afterwards.
 */
final class LogFollower<R> implements FeedbackListener {
    private final ModelMonitor<R> monitor;
    private final Layout<R> layout;
    private final Recorder<R> recorder;
    private final Looks<R> looks;
    private final String positive;
    private final long lastRow;
    private final long lastLabel;
    private long rows;
    private long labels;
    private boolean complete;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean crowded = new AtomicBoolean();

    LogFollower(
            ModelMonitor<R> monitor,
            Layout<R> layout,
            Recorder<R> recorder,
            Looks<R> looks,
            String positive,
            long lastRow,
            long lastLabel,
            boolean whole) {
        this.monitor = monitor;
        this.layout = layout;
        this.recorder = recorder;
        this.looks = looks;
        this.positive = positive;
        this.lastRow = lastRow;
        this.lastLabel = lastLabel;
        this.complete = whole;
    }

    /** Does again what was done after the checkpoint. */
    void replay(FeedbackEvent<R> event) {
        if (event instanceof FeedbackEvent.Recorded<R> row && row.position() > lastRow) {
            rows++;
            double answer = row.entry().answer().orElse(Double.NaN);
            long millis = row.entry().recorded().toEpochMilli();
            if (recorder.recordLogged(layout, row.entry().row(), answer, row.position(), millis)) {
                looks.look();
            }
        } else if (event instanceof FeedbackEvent.Labelled<R> label && label.position() > lastLabel) {
            labels++;
            label(label.position(), label.row(), label.number(), label.text(), label.at());
            afterwards();
        } else if (event instanceof FeedbackEvent.Damaged<R>) {
            complete = false;
        }
    }

    Resumption resumption(Optional<Instant> window) {
        return new Resumption(window, rows, labels, complete);
    }

    @Override
    public void recorded(long position, RowCells row, double answer, long millis) {
        if (recorder.recordLogged(monitor.layoutOf(row), row, answer, position, millis)) {
            closed.set(true);
        }
    }

    @Override
    public void labelled(FeedbackLabel label) {
        label(label.position(), label.row(), label.number(), label.text(), label.at());
    }

    private void label(long position, long row, double number, Optional<String> text, Instant at) {
        double actual = layout.form.isBinary() ? truth(number, text) : number;
        if (layout.hasId && !Double.isNaN(actual) && looks.labelLogged(row, actual, at.toEpochMilli(), position)) {
            crowded.set(true);
        }
    }

    /** A number that is neither 1 nor 0 is no label of a classification. */
    private double truth(double number, Optional<String> text) {
        if (text.isPresent()) {
            return text.get().equals(positive) ? 1 : 0;
        }
        return number == 0 || number == 1 ? number : Double.NaN;
    }

    @Override
    public void dropped(long before) {
        // Predictions wait for their labels here as long as the monitor was told.
    }

    @Override
    public void afterwards() {
        if (closed.getAndSet(false)) {
            looks.schedule();
        }
        if (crowded.getAndSet(false)) {
            looks.tryJoin();
        }
    }
}

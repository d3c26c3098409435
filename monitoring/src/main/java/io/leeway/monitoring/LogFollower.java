package io.leeway.monitoring;

import io.leeway.feedback.FeedbackAnswer;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackListener;
import io.leeway.schema.RowCells;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Records the rows and labels of a log in its order: first those that came after the checkpoint, then those that come. Rows are recorded within the log's lock, which is a copy of their
 * cells; all that takes time is done afterwards.
 */
final class LogFollower<R> implements FeedbackListener {
    private final MonitorInput<R> monitor;
    private final Layout<R> layout;
    private final Recorder<R> recorder;
    private final Looks<R> looks;
    private final String positive;
    private final long lastRow;
    private final long lastLabel;
    private long rows;
    private long labels;
    private boolean complete;

    private final double[] band = new double[3];
    private final double[] invalid;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean crowded = new AtomicBoolean();

    LogFollower(MonitorInput<R> monitor, String positive, long lastRow, long lastLabel, boolean whole) {
        this.monitor = monitor;
        this.layout = monitor.layout;
        this.recorder = monitor.recorder;
        this.looks = monitor.looks;
        this.positive = positive;
        this.lastRow = lastRow;
        this.lastLabel = lastLabel;
        this.complete = whole;
        this.invalid = new double[layout.form.width()];
        Arrays.fill(invalid, Double.NaN);
    }

    /** Does again what was done after the checkpoint. */
    void replay(FeedbackEvent<R> event) {
        if (event instanceof FeedbackEvent.Recorded<R> row && row.position() > lastRow) {
            rows++;
            FeedbackEntry<R> entry = row.entry();
            double answer = entry.answer().orElse(Double.NaN);
            List<Double> beside = entry.band().isEmpty() ? entry.probabilities() : entry.band();
            double[] values = beside.isEmpty()
                    ? null
                    : beside.stream().mapToDouble(Double::doubleValue).toArray();
            long millis = entry.recorded().toEpochMilli();
            if (record(layout, entry.row(), answer, values, entry.version(), row.position(), millis)) {
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
    public void recorded(long position, RowCells row, FeedbackAnswer answer, long millis) {
        if (record(monitor.layoutOf(row), row, answer.number(), answer.values(), answer.version(), position, millis)) {
            closed.set(true);
        }
    }

    /** Records a row; an answer of another form than the monitor's predictions is an invalid one. */
    private <S> boolean record(
            Layout<S> by, S row, double number, double @Nullable [] values, long version, long at, long millis) {
        if (layout.form.width() == 1) {
            return recorder.recordLogged(by, row, number, null, version, at, millis);
        }
        return recorder.recordLogged(by, row, number, vector(number, values), version, at, millis);
    }

    /** The numbers of a prediction. Used within the log's lock only, and before there is a log to follow. */
    private double[] vector(double number, double @Nullable [] values) {
        boolean isBand = layout.form.kind() == PredictionForm.Kind.BANDS;
        if (values == null || values.length != (isBand ? 2 : layout.form.width()) || isBand == Double.isNaN(number)) {
            return invalid;
        }
        if (!isBand) {
            return values;
        }
        band[0] = number;
        System.arraycopy(values, 0, band, 1, values.length);
        return band;
    }

    @Override
    public void labelled(FeedbackLabel label) {
        label(label.position(), label.row(), label.number(), label.text(), label.at());
    }

    private void label(long position, long row, double number, Optional<String> text, Instant at) {
        double actual = actual(number, text);
        if (layout.hasId && !Double.isNaN(actual) && looks.labelLogged(row, actual, at.toEpochMilli(), position)) {
            crowded.set(true);
        }
    }

    /** What the label is to the monitor; NaN if it is none. */
    private double actual(double number, Optional<String> text) {
        PredictionForm form = layout.form;
        if (form.kind() == PredictionForm.Kind.CLASSES) {
            int index = text.map(form.classes()::indexOf).orElse(-1);
            return index < 0 ? Double.NaN : index;
        }
        return form.isBinary() ? truth(number, text) : number;
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

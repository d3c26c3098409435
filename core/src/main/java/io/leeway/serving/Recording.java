package io.leeway.serving;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.schema.RowCells;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Records answers, and counts those that could not be: watching must not cost an answer. */
final class Recording<R> {

    private static final Logger LOG = System.getLogger(Recording.class.getName());

    private final String model;
    private final @Nullable PredictionRecorder<R> to;
    private final @Nullable ModelMonitor<R> monitor;
    private final AtomicLong refused = new AtomicLong();

    Recording(String model, @Nullable PredictionRecorder<R> to, @Nullable ModelMonitor<R> monitor) {
        this.model = model;
        this.to = to;
        this.monitor = monitor;
    }

    /** Records a row, by its cells where they could be read. */
    void record(R row, @Nullable RowCells cells, double score) {
        try {
            if (to != null) {
                to.record(row, score);
            }
            if (monitor == null) {
                return;
            }
            if (cells == null) {
                monitor.record(row, score);
            } else {
                monitor.recordCells(cells, score);
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    void failed(RuntimeException e) {
        // One line for all, because there may be thousands a second; without the row, which may be personal.
        if (refused.getAndIncrement() == 0) {
            LOG.log(Level.WARNING, "a prediction of " + model + " was not recorded", e);
        }
    }

    long refused() {
        return refused.get();
    }
}

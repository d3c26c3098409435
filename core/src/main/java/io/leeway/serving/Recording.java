package io.leeway.serving;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Records answers, and counts those that could not be: watching must not cost an answer. */
final class Recording<R> {

    private static final Logger LOG = System.getLogger(Recording.class.getName());

    private final String model;
    private final @Nullable PredictionRecorder<R> to;
    private final AtomicLong refused = new AtomicLong();

    Recording(String model, @Nullable PredictionRecorder<R> to) {
        this.model = model;
        this.to = to;
    }

    void record(R row, double score) {
        PredictionRecorder<R> recorder = to;
        if (recorder == null) {
            return;
        }
        try {
            recorder.record(row, score);
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

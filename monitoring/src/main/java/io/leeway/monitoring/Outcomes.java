package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelJoin;
import io.leeway.monitoring.performance.PerformanceMonitor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Brings predictions and their labels together. Labels queue under a short lock of their own; the join happens under the
 * lock of the monitor's work, and always takes the predictions recorded so far before the labels that were queued by then,
 * so that a label never comes before its prediction.
 */
final class Outcomes {
    private final LabelJoin join;
    private final PerformanceMonitor performance;
    private final boolean probabilities;

    private long[] ids = new long[64];
    private double[] actuals = new double[64];
    private long[] times = new long[64];
    private int queued;

    /** Receive the time from a prediction to its label, in milliseconds. */
    private final List<LongConsumer> delays = new CopyOnWriteArrayList<>();

    Outcomes(LabelJoin join, PerformanceMonitor performance, boolean probabilities) {
        this.join = join;
        this.performance = performance;
        this.probabilities = probabilities;
    }

    /** Queues a label; returns how many are queued now. */
    synchronized int queue(long id, double actual, long timeMillis) {
        if (queued == ids.length) {
            ids = Arrays.copyOf(ids, 2 * queued);
            actuals = Arrays.copyOf(actuals, 2 * queued);
            times = Arrays.copyOf(times, 2 * queued);
        }
        ids[queued] = id;
        actuals[queued] = actual;
        times[queued] = timeMillis;
        return ++queued;
    }

    /** Labels taken from the queue. */
    private record Batch(long[] ids, double[] actuals, long[] times) {}

    private synchronized Batch take() {
        Batch batch =
                new Batch(Arrays.copyOf(ids, queued), Arrays.copyOf(actuals, queued), Arrays.copyOf(times, queued));
        queued = 0;
        return batch;
    }

    /** Joins what has come so far; {@code oldest} is the first window whose chunks have not been released. */
    void join(Window oldest) {
        Batch labels = take();
        for (Window window = oldest; window != null; window = window.next()) {
            for (Chunk first : window.chains()) {
                for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                    takePredictions(chunk);
                }
            }
        }
        for (int i = 0; i < labels.ids.length; i++) {
            join.labelled(labels.ids[i], labels.actuals[i], labels.times[i], this::matched);
        }
    }

    private void matched(double prediction, double actual, long predictedMillis, long labelledMillis) {
        performance.add(prediction, actual, predictedMillis, labelledMillis);
        if (labelledMillis >= predictedMillis) {
            for (LongConsumer listener : delays) {
                listener.accept(labelledMillis - predictedMillis);
            }
        }
    }

    void onDelay(LongConsumer listener) {
        delays.add(listener);
    }

    private void takePredictions(Chunk chunk) {
        int claimed = chunk.claimed();
        for (int row = chunk.joined; row < claimed; row++) {
            if (chunk.awaitWritten(row) && WindowData.isValid(chunk.predictions[row], probabilities)) {
                join.predicted(chunk.ids[row], chunk.predictions[row], chunk.times[row]);
            }
        }
        chunk.joined = claimed;
    }

    LabelCounts counts() {
        return join.counts();
    }

    PerformanceMonitor performance() {
        return performance;
    }
}

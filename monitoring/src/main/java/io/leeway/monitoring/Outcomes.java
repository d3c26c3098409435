package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelJoin;
import io.leeway.monitoring.performance.PerformanceMonitor;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/**
 * Brings predictions and their labels together. Labels queue under a short lock of their own; the join happens under the
 * lock of the monitor's work, and always takes the predictions recorded so far before the labels that were queued by then,
 * so that a label never comes before its prediction.
 *
 * <p>Where a log is followed, predictions and labels are taken in its order, and only those that came before the oldest window was closed: what
 * is known at the end of a window depends on the log alone.
 */
final class Outcomes {
    private final LabelJoin join;
    private final PredictionForm form;
    private final boolean joins;
    private final int kept;
    private final Versions versions;
    private final Map<Long, Measured> measured = new LinkedHashMap<>();
    private final LabelJoin.Match match = new Matched();

    /** Whose the row is that was matched last. */
    private Measured matched;

    /** Guarded by this. */
    private ArrayDeque<Label> queue = new ArrayDeque<>();

    /** Labels that were taken from the queue and come too late for the oldest window. */
    private final ArrayDeque<Label> taken = new ArrayDeque<>();

    /** The newest row and label of the log that were joined. */
    private long rowPosition = Recorder.NO_LOG;

    private long labelPosition = Recorder.NO_LOG;

    /** Receive the time from a prediction to its label, in milliseconds. */
    private final List<LongConsumer> delays = new CopyOnWriteArrayList<>();

    /** A label, and where it stands in the log. */
    private record Label(long id, double actual, long timeMillis, long position) {}

    /** What is known of predictions and labels, and up to where in the log. */
    record State(
            LabelCounts counts,
            LabelJoin.Waiting waiting,
            List<Measured.State> measured,
            long rowPosition,
            long labelPosition) {}

    /**
     * Begins with no labels.
     *
     * @param kept how many labelled rows of each version are kept
     * @param judge of the rows of versions that have no reference of their own
     */
    Outcomes(LabelJoin join, int kept, PredictionForm form, boolean joins, Versions versions, OutcomeJudge judge) {
        this.join = join;
        this.kept = kept;
        this.form = form;
        this.joins = joins;
        this.versions = versions;
        this.matched = new Measured(0, PerformanceMonitor.of(kept), judge);
        measured.put(0L, matched);
    }

    /** Measures a version by itself; one that was added before begins anew. */
    void add(long version) {
        OutcomeJudge judge = measured(versions.inCharge()).judge().another();
        measured.put(version, new Measured(version, PerformanceMonitor.of(kept), judge));
    }

    void forget(long version) {
        measured.remove(version);
    }

    /** What labels say of the rows that count to a version. */
    Measured measured(long version) {
        return Objects.requireNonNull(measured.getOrDefault(version, measured.get(0L)));
    }

    /** Queues a label; returns how many are queued now. */
    synchronized int queue(long id, double actual, long timeMillis, long position) {
        queue.add(new Label(id, actual, timeMillis, position));
        return queue.size();
    }

    private synchronized ArrayDeque<Label> take() {
        ArrayDeque<Label> labels = queue;
        queue = new ArrayDeque<>();
        return labels;
    }

    /** Joins what has come so far; {@code oldest} is the first window whose chunks have not been released. */
    void join(Window oldest) {
        taken.addAll(take());
        for (Window window = oldest; window != null; window = window.next()) {
            for (Chunk first : window.chains()) {
                for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                    takePredictions(chunk);
                }
            }
        }
        takeLabels(Long.MAX_VALUE);
    }

    /** Joins what has come from the log up to a position, in its order. */
    void joinLogged(Window oldest, long newest) {
        long end = Math.min(newest, oldest.lastPosition());
        taken.addAll(take());
        for (Window window = oldest; window != null; window = window.next()) {
            for (Chunk first : window.chains()) {
                for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                    takeLogged(chunk, end);
                }
            }
        }
        takeLabels(end);
    }

    private void takeLabels(long end) {
        for (Label label = taken.peek(); label != null && label.position <= end; label = taken.peek()) {
            taken.remove();
            labelPosition = label.position;
            if (join.labelled(label.id, label.actual, label.timeMillis, match)) {
                matched.judge().labelled(label.id, label.actual);
            }
        }
    }

    /** Hands a labelled row to those who measure the version that answered it. */
    private final class Matched implements LabelJoin.Match {
        @Override
        public void accept(double prediction, double actual, long predictedMillis, long labelledMillis, long version) {
            matched = measured(versions.of(version));
            matched.performance().add(prediction, actual, predictedMillis, labelledMillis);
            matched.judge().matched(prediction, actual, predictedMillis);
            if (labelledMillis >= predictedMillis) {
                for (LongConsumer listener : delays) {
                    listener.accept(labelledMillis - predictedMillis);
                }
            }
        }

        @Override
        public void accept(double prediction, double actual, long predictedMillis, long labelledMillis) {
            accept(prediction, actual, predictedMillis, labelledMillis, 0);
        }
    }

    void onDelay(LongConsumer listener) {
        delays.add(listener);
    }

    private void takePredictions(Chunk chunk) {
        int claimed = chunk.claimed();
        for (int row = chunk.joined; row < claimed; row++) {
            take(chunk, row);
        }
        chunk.joined = claimed;
    }

    private void take(Chunk chunk, int row) {
        if (chunk.awaitWritten(row) && joins && form.isValid(chunk.predictions, row)) {
            join.predicted(
                    chunk.ids[row],
                    form.scalar(chunk.predictions, row),
                    RowTimes.millis(chunk.times[row]),
                    chunk.versions[row]);
        }
    }

    private void takeLogged(Chunk chunk, long end) {
        int claimed = chunk.claimed();
        while (chunk.joined < claimed) {
            int row = chunk.joined;
            chunk.awaitWritten(row);
            long position = chunk.ids[row];
            if (position > end) {
                return;
            }
            takeLabels(position);
            take(chunk, row);
            rowPosition = position;
            chunk.joined++;
        }
    }

    /** Takes note of rows that were joined by another process. */
    void joined(Window window) {
        for (Chunk first : window.chains()) {
            for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                chunk.joined = chunk.claimed();
            }
        }
    }

    State state() {
        return new State(
                join.counts(),
                join.waiting(),
                measured.values().stream().map(Measured::state).toList(),
                rowPosition,
                labelPosition);
    }

    void restore(State state) {
        join.resume(state.counts, state.waiting);
        OutcomeJudge judge = measured(0).judge();
        for (Measured.State each : state.measured) {
            Measured fresh = new Measured(each.version(), PerformanceMonitor.of(kept), judge.asGiven());
            fresh.restore(each);
            measured.put(each.version(), fresh);
        }
        begin(state.rowPosition, state.labelPosition);
    }

    void begin(long newestRow, long newestLabel) {
        rowPosition = newestRow;
        labelPosition = newestLabel;
    }

    LabelCounts counts() {
        return join.counts();
    }
}

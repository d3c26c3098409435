package io.leeway.monitoring;

import io.leeway.monitoring.CheckpointException.Reason;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a monitor's checkpoints, and lets it go on from one. What cannot be written is logged and counted: the monitor goes on, and the next window tries again.
 */
final class Checkpoints<R> {
    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final String monitor;
    private final Layout<R> layout;
    private final int history;
    private final Blocking blocking;
    private final CheckpointStore store;
    private final Recorder<R> recorder;
    private final Looks<R> looks;

    /** The reference that the builder was given, and that of the open window, by their names in the folder. */
    private String given = "";

    private String current = "";
    private final Progress progress;
    private @Nullable Reference stored;
    private boolean failing;
    private boolean closed;

    Checkpoints(
            MonitorOptions<R> options, CheckpointFiles files, Layout<R> layout, Recorder<R> recorder, Looks<R> looks) {
        this.monitor = options.name;
        this.layout = layout;
        this.history = options.history;
        this.blocking = options.blocking();
        this.store = new CheckpointStore(files);
        this.recorder = recorder;
        this.looks = looks;
        this.progress = store.progress();
    }

    /** Goes on from the checkpoint if there is one; returns what it was. */
    Optional<MonitorState> restore(Reference reference) {
        try {
            given = CheckpointStore.name(reference.state());
            Optional<MonitorState> found = store.load();
            found.ifPresent(state -> restore(state, reference));
            countLost(found);
            recorder.countBy(progress);
            looks.checkpointBy(this);
            return found;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void restore(MonitorState state, Reference reference) {
        String mismatch = state.mismatch(layout);
        if (!mismatch.isEmpty() || !state.window().fits(layout)) {
            throw otherMonitor("the checkpoint is of a monitor with other " + mismatch + " than this one has");
        }
        Reference before = state.reference().equals(given)
                ? reference
                : Reference.of(layout, blocking, store.reference(state.reference()));
        CategoryCodes[] codes = before.codes(layout);
        for (int i = 0; i < codes.length; i++) {
            codes[i].restore(state.codes().get(i));
        }
        if (state.logged()) {
            recorder.follow(
                    Math.max(state.outcomes().rowPosition(), state.outcomes().labelPosition()));
        }
        Window open = recorder.restore(before, codes, state.window());
        looks.restore(state, store.windows(state.last(), history), open);
        if (!state.given().equals(given)) {
            // The application gives another reference than it did: it is the one from now on.
            recorder.rebase(reference);
        }
    }

    /** Rows that came after the checkpoint; those of a log come again. */
    private void countLost(Optional<MonitorState> found) {
        long lost = progress.rows() - found.map(MonitorState::progress).orElse(0L);
        if (lost > 0 && !recorder.follows()) {
            looks.totals().lost.addAndGet(lost);
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "monitor \"" + monitor + "\" lost about " + lost
                            + " rows that came after its last checkpoint; with a feedback log none are lost");
        }
    }

    CheckpointException otherMonitor(String what) {
        return new CheckpointException(
                Reason.OTHER_MONITOR, store.place(), what + ": give monitor \"" + monitor + "\" an empty folder", null);
    }

    void saveWindow(MonitoringSnapshot window) {
        attempt(() -> store.saveWindow(window, history));
    }

    /** Writes a checkpoint of now. Called by those who look. */
    void save() {
        attempt(() -> {
            Reference reference = looks.reference();
            if (!isStored(reference)) {
                current = store.saveReference(reference.state());
                stored = reference;
            }
            long rows = progress.rows();
            MonitorState state = looks.state(given, current, rows);
            // Another window was closed, and rows behind it are joined: whoever looks at it writes the next checkpoint.
            if (state != null) {
                store.save(state);
                store.deleteReferencesBut(given, current);
            }
        });
    }

    /** A reference that replaced another is another object; to compare the contents would take as long as to write them. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isStored(Reference reference) {
        return reference == stored;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing task) {
        if (closed) {
            return;
        }
        try {
            task.run();
            failing = false;
        } catch (IOException e) {
            looks.totals().checkpointFailures.incrementAndGet();
            if (!failing) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "monitor \"" + monitor + "\" cannot write its checkpoint to " + store.place()
                                + "; it goes on, and tries again with the next window",
                        e);
            }
            failing = true;
        }
    }

    /** Writes a last checkpoint and lets others have the folder. */
    void close() {
        if (!closed) {
            save();
            closed = true;
            store.close();
        }
    }
}

package io.leeway.monitoring;

import io.leeway.monitoring.CheckpointException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** The reference that the builder was given, by its name in the folder. */
    private String given = "";

    private final Progress progress;

    /** The references that are in the folder, by what they were written of. */
    private Map<Reference, String> stored = new IdentityHashMap<>();

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
        Reference before = reference(state.reference(), reference);
        CategoryCodes[] codes = before.codes(layout);
        List<Versions.Added> added = new ArrayList<>();
        for (MonitorState.Version each : state.versions()) {
            Reference own = reference(each.reference(), reference);
            own.expectedBy(codes, layout);
            added.add(new Versions.Added(each.version(), own));
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i].restore(state.codes().get(i));
        }
        if (state.logged()) {
            recorder.follow(
                    Math.max(state.outcomes().rowPosition(), state.outcomes().labelPosition()));
        }
        Window open = recorder.restore(before, codes, state.window());
        looks.restore(state, store.windows(state.last(), history), open, added);
        if (!state.given().equals(given)) {
            // The application gives another reference than it did: it is the one from now on.
            recorder.rebase(reference);
        }
    }

    private Reference reference(String name, Reference ofBuilder) {
        return name.equals(given) ? ofBuilder : Reference.of(layout, blocking, store.reference(name));
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
            Map<Reference, String> needed = new IdentityHashMap<>();
            String current = stored(looks.reference(), needed);
            List<MonitorState.Version> versions = new ArrayList<>();
            for (Versions.Added each : looks.added()) {
                versions.add(new MonitorState.Version(each.version(), stored(each.reference(), needed)));
            }
            stored = needed;
            long rows = progress.rows();
            MonitorState state = looks.state(given, current, versions, rows);
            // Another window was closed, and rows behind it are joined: whoever looks at it writes the next checkpoint.
            if (state != null) {
                store.save(state);
                Set<String> kept = new HashSet<>(needed.values());
                kept.add(given);
                store.deleteReferencesBut(kept);
            }
        });
    }

    /** The name of a reference, which is written unless it is there. To compare the contents of references would take as long as to write them. */
    private String stored(Reference reference, Map<Reference, String> needed) throws IOException {
        String name = stored.get(reference);
        if (name == null) {
            name = store.saveReference(reference.state());
        }
        needed.put(reference, name);
        return name;
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

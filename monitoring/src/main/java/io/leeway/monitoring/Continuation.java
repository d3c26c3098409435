package io.leeway.monitoring;

import io.leeway.feedback.FeedbackLog;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a monitor goes on after the process before: from its checkpoint, and by the rows and labels that a log has behind it. */
final class Continuation<R> {
    private final Recorder<R> recorder;
    private final Looks<R> looks;
    private final @Nullable Checkpoints<R> checkpoints;
    private final Optional<MonitorState> restored;
    private volatile @Nullable FeedbackLog<R> log;
    private volatile @Nullable LogFollower<R> follower;

    /** Goes on from the checkpoint if there is one. */
    Continuation(
            MonitorOptions<R> options,
            @Nullable CheckpointFiles files,
            Layout<R> layout,
            Recorder<R> recorder,
            Looks<R> looks) {
        this.recorder = recorder;
        this.looks = looks;
        Reference reference = recorder.current().reference;
        checkpoints = files == null ? null : new Checkpoints<>(options, files, layout, recorder, looks);
        restored = checkpoints == null ? Optional.empty() : checkpoints.restore(reference);
    }

    /** Records the rows and labels behind the checkpoint, or those from now on, for a monitor. */
    Resumption resume(FeedbackLog<R> feedback, String positive, MonitorInput<R> monitor) {
        feedback.requireSchema(monitor.layout.schema);
        if (log != null || (!recorder.follows() && looks.rows() > 0 && restored.isEmpty())) {
            throw new MonitoringException(
                    monitor.name,
                    "it has recorded rows already, or follows a log: call resume(log) once, before anything else");
        }
        if (checkpoints != null && restored.isPresent() && !restored.get().logged()) {
            throw checkpoints.otherMonitor("the checkpoint is of a monitor without a log");
        }
        long end = feedback.end();
        long row = restored.map(state -> state.outcomes().rowPosition()).orElse(end);
        long label = restored.map(state -> state.outcomes().labelPosition()).orElse(end);
        // A log that lost its end with the power is shorter than what the checkpoint knows.
        boolean whole = row <= end && label <= end;
        row = Math.min(row, end);
        label = Math.min(label, end);
        recorder.follow(Math.max(row, label));
        looks.follow(row, label);
        log = feedback;
        LogFollower<R> follows = new LogFollower<>(monitor, positive, row, label, whole);
        feedback.follow(Math.min(row, label), follows::replay, follows);
        follower = follows;
        looks.look();
        save();
        return follows.resumption(restored.map(MonitorState::last)
                .filter(window -> window.number() > 0)
                .map(MonitoringSnapshot::to));
    }

    boolean follows(FeedbackLog<?> feedback) {
        return log == feedback;
    }

    /** Whether rows and labels come from a log in this process. */
    boolean hasLog() {
        return log != null;
    }

    boolean hasCheckpoints() {
        return checkpoints != null;
    }

    /** Writes a checkpoint of now, if there are any. */
    void save() {
        if (checkpoints != null) {
            looks.alone(checkpoints::save);
        }
    }

    /** Hears no more of the log. */
    void unfollow() {
        FeedbackLog<R> followed = log;
        LogFollower<R> by = follower;
        if (followed != null && by != null) {
            followed.unfollow(by);
        }
    }

    /** Leaves the log, and writes the last checkpoint. */
    void close() {
        unfollow();
        if (checkpoints != null) {
            looks.alone(checkpoints::close);
        }
    }
}

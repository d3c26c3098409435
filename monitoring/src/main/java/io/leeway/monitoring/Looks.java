package io.leeway.monitoring;

import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelJoin;
import io.leeway.monitoring.performance.LabelledReference;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.observation.Observer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at closed windows, one after the other, joins labels, keeps what was found and tells the listeners. One thread at a
 * time does it, whichever comes; no recording thread waits for it unless it is the one that looks.
 */
final class Looks<R> {
    /** Labels that may queue before they are joined without waiting for the end of a window. */
    private static final int LABEL_BATCH = 8_192;

    private final Layout<R> layout;
    private final boolean timed;
    private final int performanceRows;
    private final LookSchedule schedule;
    private final Findings findings;
    private final Subscribers subscribers;
    private final Recorder<R> recorder;
    private final Versions versions;
    private final Outcomes outcomes;
    private final Judge judge;
    private final List<MetricLimit> limits;
    private final IncidentLog incidents;
    private final Observer observer;
    private final Activity activity;

    /** Held by whoever looks at windows and joins labels; guards what follows. */
    private final ReentrantLock work = new ReentrantLock();

    private Window oldest;
    private long closedRows;

    private volatile @Nullable Checkpoints<R> checkpoints;

    Looks(MonitorOptions<R> options, Layout<R> layout, Recorder<R> recorder) {
        this.layout = layout;
        schedule = new LookSchedule(options.executor, this::look);
        findings = new Findings(options);
        timed = recorder.isTimed();
        performanceRows = options.performanceRows;
        subscribers = new Subscribers(options, totals());
        LabelJoin join = LabelJoin.of(options.waiting);
        if (options.labelAge != null) {
            join.expiringAfter(options.labelAge);
        }
        int kept = (int) Math.min(Integer.MAX_VALUE - 8, 4L * performanceRows);
        versions = new Versions(recorder, this::forget);
        outcomes = new Outcomes(
                join, layout.hasId ? kept : 1, layout.form, layout.hasId, versions, new OutcomeJudge(options));
        judge = new Judge(options, layout);
        limits = List.copyOf(options.limits);
        incidents = new IncidentLog(options, totals());
        observer = options.observer;
        activity = MonitoringObservations.EVALUATE.with(MonitoringObservations.MONITOR, options.name);
        this.recorder = recorder;
        oldest = recorder.current();
    }

    /** Has the windows that are closed looked at: by the executor, or before this returns. */
    void schedule() {
        schedule.schedule();
    }

    /** Looks at all closed windows in their order. A listener that comes back here leaves the rest to the loop it is in. */
    void look() {
        if (work.isHeldByCurrentThread()) {
            return;
        }
        work.lock();
        try {
            long before = totals().windows.get();
            lookAtClosed();
            if (totals().windows.get() > before) {
                saveChecked();
            }
        } finally {
            work.unlock();
        }
    }

    private void lookAtClosed() {
        Window window = oldest;
        for (Window next = window.next(); next != null; next = window.next()) {
            window.seal();
            try {
                evaluate(window);
            } finally {
                // A test or an expectation that throws has seen its window; those that follow are looked at.
                oldest = next;
                closedRows += window.claimed();
                window.release();
            }
            window = next;
        }
    }

    private void evaluate(Window window) {
        joinLabels();
        MonitoringSnapshot before = last();
        for (VersionRows rows : versions.divide(window)) {
            WindowData data = WindowData.of(layout, window, rows, timed);
            totals().unreadable.addAndGet(data.unreadable());
            if (data.rows() > 0) {
                observer.observe(activity, observed -> look(window, data, before, observed));
            }
        }
    }

    private MonitoringSnapshot look(Window window, WindowData data, MonitoringSnapshot before, Observed observed) {
        Measured of = outcomes.measured(data.of().version());
        Reference reference = versions.reference(data.of().version(), window);
        Answerer by = new Answerer(reference, of.judge(), of.performance().newest(performanceRows));
        MonitoringSnapshot found =
                judge.look(window, data, by, last().number() + 1, findings.history(), before, outcomes.counts());
        findings.add(data, found);
        observed.put(Activity.OUTCOME, found.verdict().name().toLowerCase(Locale.ROOT))
                .put(MonitoringObservations.WINDOW, found.number())
                .put(MonitoringObservations.ROWS, found.rows())
                .put(MonitoringObservations.ALERTS, found.alerts().size())
                .put(MonitoringObservations.SUMMARY, found);
        if (found.end() == WindowEnd.REBASE) {
            of.judge().restart(found.to().toEpochMilli());
        }
        Checkpoints<R> writer = checkpoints;
        if (writer != null) {
            writer.saveWindow(found);
        }
        subscribers.tell(found);
        if (data.of().leads()) {
            incidents.observe(Symptoms.of(found, limits), reference.correlated());
        }
        return found;
    }

    /** Queues a label; where many wait already and nobody looks, they are joined. */
    void label(long id, double actual, long timeMillis) {
        if (outcomes.queue(id, actual, timeMillis, Recorder.NO_LOG) >= LABEL_BATCH) {
            tryJoin();
        }
    }

    /** Queues a label of the log; true if many wait. */
    boolean labelLogged(long row, double actual, long timeMillis, long position) {
        boolean many = outcomes.queue(row, actual, timeMillis, position) >= LABEL_BATCH;
        recorder.labelled(position);
        return many;
    }

    void tryJoin() {
        if (work.tryLock()) {
            try {
                joinLabels();
            } finally {
                work.unlock();
            }
        }
    }

    void onLabelDelay(LongConsumer listener) {
        outcomes.onDelay(listener);
    }

    private void joinLabels() {
        if (recorder.follows()) {
            outcomes.joinLogged(oldest, recorder.position());
        } else if (layout.hasId) {
            outcomes.join(oldest);
        }
    }

    IncidentLog incidents() {
        return incidents;
    }

    void acknowledge(String id, Acknowledgement by) {
        alone(() -> {
            incidents.acknowledge(id, by, last().number());
            saveChecked();
        });
    }

    /** Has checkpoints written from now on. */
    void checkpointBy(Checkpoints<R> writer) {
        checkpoints = writer;
    }

    private void saveChecked() {
        Checkpoints<R> writer = checkpoints;
        if (writer != null) {
            writer.save();
        }
    }

    /** Does something while nobody looks at windows or joins labels. */
    void alone(Runnable task) {
        work.lock();
        try {
            task.run();
        } finally {
            work.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        work.lock();
        try {
            return question.get();
        } finally {
            work.unlock();
        }
    }

    /** What is known now, apart from references; null while a window waits that was closed meanwhile. Called by {@link #alone}. */
    @Nullable
    MonitorState state(String given, String reference, List<MonitorState.Version> added, long progress) {
        joinLabels();
        Window window = oldest;
        if (!recorder.follows() && !layout.hasId) {
            outcomes.joined(window);
        }
        for (Window after = window.next(); after != null; after = after.next()) {
            if (after.hasJoined()) {
                return null;
            }
        }
        return new MonitorState(
                layout.schema.fingerprint(),
                layout.form.toString(),
                recorder.follows(),
                last(),
                closedRows,
                totals().state(),
                incidents.incidents(),
                outcomes.state(),
                given,
                reference,
                added,
                recorder.inCharge(),
                Arrays.stream(window.codes).map(CategoryCodes::names).toList(),
                progress,
                WindowState.of(window, layout));
    }

    Reference reference() {
        return oldest.reference;
    }

    /** The versions that have references of their own. */
    List<Versions.Added> added() {
        return locked(versions::added);
    }

    /** Evaluates rows that name a version by themselves from now on. */
    void add(long version, Reference reference) {
        alone(() -> {
            joinLabels();
            reference.expectedBy(recorder.current().codes, layout);
            versions.add(version, reference);
            outcomes.add(version);
            saveChecked();
        });
    }

    private void forget(long version) {
        outcomes.forget(version);
    }

    /** Whose rows come from now on that name no version. Waits for nobody: who evaluates a window now may wait for the caller, and writes the checkpoint itself. */
    void putInCharge(long version) {
        recorder.putInCharge(version);
        if (work.tryLock()) {
            try {
                saveChecked();
            } finally {
                work.unlock();
            }
        }
    }

    /** All rows are compared with one reference from now on, whatever version they name. */
    void forgetVersions() {
        alone(() -> {
            versions.clear();
            recorder.putInCharge(0);
        });
    }

    /** Goes on where another process was. */
    void restore(MonitorState state, List<MonitoringSnapshot> windows, Window open, List<Versions.Added> added) {
        added.forEach(each -> versions.add(each.version(), each.reference()));
        recorder.putInCharge(state.inCharge());
        findings.restore(state, windows);
        closedRows = state.closedRows();
        incidents.restore(state.incidents());
        outcomes.restore(state.outcomes());
        outcomes.joined(open);
        oldest = open;
    }

    /** Rows and labels come from a log, from behind these positions. */
    void follow(long row, long label) {
        outcomes.begin(row, label);
    }

    MonitoringSnapshot last() {
        return findings.last();
    }

    Totals totals() {
        return findings.totals();
    }

    List<MonitoringSnapshot> history() {
        return locked(() -> List.copyOf(findings.history()));
    }

    /** What the rows of the version in charge are compared with. */
    Reference referenceInCharge() {
        return locked(() -> versions.reference(versions.inCharge(), recorder.current()));
    }

    PerformanceMonitor performance(long version) {
        return locked(() -> {
            joinLabels();
            return outcomes.measured(versions.of(version)).performance();
        });
    }

    Optional<RiskReading> harm() {
        return locked(() -> {
            joinLabels();
            return outcomes.measured(versions.inCharge()).judge().harm();
        });
    }

    /** Measures later rows against other labelled rows. */
    void measureAgainst(long version, LabelledReference labelled) {
        alone(() -> {
            // Rows that name their version need no time to tell them from those of the model before.
            long since = versions.of(version) == 0 ? last().to().toEpochMilli() : Long.MIN_VALUE;
            outcomes.measured(versions.of(version)).judge().replace(labelled, since);
            saveChecked();
        });
    }

    LabelCounts labels() {
        return locked(() -> {
            joinLabels();
            return outcomes.counts();
        });
    }

    /** How many rows were recorded, in closed windows and open ones. */
    long rows() {
        return locked(() -> {
            long rows = closedRows;
            for (Window window = oldest; window != null; window = window.next()) {
                rows += window.claimed();
            }
            return rows;
        });
    }
}

package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelJoin;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Watches a model while it serves.
 *
 * <p>{@link #record} reads a row once and stores its values. When a window is complete, by its number of rows or by time,
 * it is closed: its features and predictions are compared with the reference, missing values, unseen categories and failed
 * expectations are counted, the performance over the newest labelled rows is measured, and a {@link MonitoringSnapshot}
 * says what was found. Labels may come late, by the id of the row.
 *
 * <pre>{@code
 * ModelMonitor<Flight> monitor = ModelMonitor.of(schema)
 *         .reference(trainingProfile)
 *         .test(psi()).test(ks()).alarmBudget(1, Duration.ofDays(365))
 *         .window(5_000)
 *         .onAlert(System.err::println)
 *         .build();
 *
 * monitor.record(flight, probability);       // on the request path
 * monitor.label(flight.id(), late);          // when it has landed
 * }</pre>
 *
 * <p>Safe for use by any number of threads. Recording takes no lock and allocates nothing for a row; once in 512 rows a
 * thread takes a short lock to begin a new block. No row is lost or counted twice when a window is closed while others
 * record. What a window finds depends on nothing but the rows, labels and times handed in and, where several threads
 * record, on their order; it is the same on every run of one thread. No thread is started.
 *
 * <p>Categories are numbered as they come: beside those of the reference, 4,096 for each feature until the reference is
 * replaced. Further ones, and names of more than 200 characters that the reference does not know, are counted together.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitor<R> implements AutoCloseable {
    /** The name under which predictions appear among the features of profiles and drift reports. */
    public static final String PREDICTION = "prediction";

    /** Labels that may queue before they are joined without waiting for the end of a window. */
    private static final int LABEL_BATCH = 8_192;

    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final String name;
    private final Layout<R> layout;
    private final Clock clock;
    private final @Nullable Executor executor;
    private final boolean classification;
    private final int performanceRows;
    private final int historyLimit;
    private final List<DriftTest> tests;
    private final List<Consumer<? super MonitoringSnapshot>> snapshotListeners;
    private final List<Consumer<? super Alert>> alertListeners;
    private final Recorder<R> recorder;
    private final Outcomes outcomes;
    private final Judge judge;

    /** Held by whoever looks at windows and joins labels; guards what follows. */
    private final ReentrantLock work = new ReentrantLock();

    private Window oldest;
    private final ArrayDeque<MonitoringSnapshot> history = new ArrayDeque<>();
    private long closedRows;

    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Totals totals = new Totals();
    private volatile MonitoringSnapshot last;

    /** What closed windows have counted, for meters. */
    static final class Totals {
        final AtomicLong windows = new AtomicLong();
        final AtomicLong late = new AtomicLong();
        final AtomicLong unreadable = new AtomicLong();
        final AtomicLong invalid = new AtomicLong();
        final AtomicLong listenerFailures = new AtomicLong();
        final AtomicLong[] alerts = new AtomicLong[Alert.Kind.values().length];

        Totals() {
            for (int i = 0; i < alerts.length; i++) {
                alerts[i] = new AtomicLong();
            }
        }
    }

    ModelMonitor(ModelMonitorBuilder<R> options) {
        name = options.name;
        layout = new Layout<>(options.schema);
        if (layout.schema.features().stream().anyMatch(feature -> feature.name().equals(PREDICTION))) {
            throw new IllegalArgumentException("the schema has a feature \"" + PREDICTION
                    + "\", which is the name of the model's own predictions; rename it or take it out by without(..)");
        }
        for (Expectation expectation : options.expectations) {
            boolean known = layout.schema.features().stream()
                    .anyMatch(feature -> feature.name().equals(expectation.column()));
            if (!known
                    && !expectation.column().isEmpty()
                    && !expectation.column().equals(PREDICTION)) {
                throw new IllegalArgumentException("an expectation is about \"" + expectation.column()
                        + "\", which is no feature of the monitor's schema; it has "
                        + layout.schema.features().stream().map(Feature::name).toList());
            }
        }
        clock = options.clock;
        executor = options.executor;
        classification = options.isClassification();
        performanceRows = options.performanceRows;
        historyLimit = options.history;
        tests = options.tests();
        snapshotListeners = List.copyOf(options.snapshotListeners);
        alertListeners = List.copyOf(options.alertListeners);
        LabelJoin join = LabelJoin.of(options.waiting);
        if (options.labelAge != null) {
            join.expiringAfter(options.labelAge);
        }
        int kept = (int) Math.min(Integer.MAX_VALUE - 8, 4L * performanceRows);
        outcomes = new Outcomes(join, PerformanceMonitor.of(layout.hasId ? kept : 1), classification);
        judge = new Judge(options, layout);
        long limit = options.length == null ? options.rows : options.maximumRows;
        recorder = new Recorder<>(layout, clock, limit, options.length, options.reference(layout));
        oldest = recorder.current();
        last = MonitoringSnapshot.none(name, clock.instant());
    }

    /**
     * Begins a monitor of rows.
     *
     * @param schema how rows are read. Its id, if there is one, joins late labels; its time, if there is one, is the time of
     *     windows and predictions
     * @param <R> the type of a row
     * @return a builder
     */
    public static <R> ModelMonitorBuilder<R> of(Schema<R> schema) {
        return new ModelMonitorBuilder<>(schema);
    }

    /**
     * Records a row and what was predicted for it. Some 4 ns a feature; if the row completes a window and there is no
     * executor, the look at that window is taken before this returns.
     *
     * @param row the row
     * @param prediction the probability of the positive class, or the predicted value. One that is NaN or no probability is
     *     counted and left out of drift and performance
     * @throws MonitoringException if the row is null
     * @throws io.leeway.schema.SchemaException if the row has no time or no id although the schema has. Whatever an accessor
     *     throws comes through, too; the row is then counted as unreadable
     */
    public void record(R row, double prediction) {
        if (row == null) {
            throw new MonitoringException(name, "a row is null; record only rows that were predicted");
        }
        if (recorder.record(row, prediction)) {
            schedule();
        }
    }

    /**
     * Hands in what became of a row of a binary classification, now.
     *
     * @param id the row's id
     * @param actual whether it was positive
     * @throws MonitoringException if the schema has no id, or this is a regression
     */
    public void label(long id, boolean actual) {
        label(id, actual, clock.instant());
    }

    /**
     * Hands in what became of a row of a binary classification.
     *
     * @param id the row's id
     * @param actual whether it was positive
     * @param at when that became known
     * @throws MonitoringException if the schema has no id, or this is a regression
     */
    public void label(long id, boolean actual, Instant at) {
        if (!classification) {
            throw new MonitoringException(
                    name, "this is a regression, and the label of row " + id + " is " + actual + "; hand in a number");
        }
        label(id, actual ? 1.0 : 0.0, at);
    }

    /**
     * Hands in what became of a row, now.
     *
     * @param id the row's id
     * @param actual the true value; 1 or 0 for a classification
     * @throws MonitoringException if the schema has no id, or the value is not finite, or neither 1 nor 0 for a
     *     classification
     */
    public void label(long id, double actual) {
        label(id, actual, clock.instant());
    }

    /**
     * Hands in what became of a row. It is joined with its prediction when a window is closed, when performance or counts
     * are asked for, or when many labels wait. A short lock is taken, which no recording thread meets.
     *
     * @param id the row's id
     * @param actual the true value; 1 or 0 for a classification
     * @param at when that became known
     * @throws MonitoringException if the schema has no id, or the value is not finite, or neither 1 nor 0 for a
     *     classification
     */
    public void label(long id, double actual, Instant at) {
        if (!layout.hasId) {
            throw new MonitoringException(name, "the schema has no id to join labels by; name the column by id(name)");
        }
        if (classification ? actual != 0 && actual != 1 : !Double.isFinite(actual)) {
            throw new MonitoringException(
                    name,
                    "the label of row " + id + " is " + actual + "; "
                            + (classification
                                    ? "a classification has 1 and 0, or true and false"
                                    : "leave out what is not known"));
        }
        if (outcomes.queue(id, actual, at.toEpochMilli()) >= LABEL_BATCH && work.tryLock()) {
            try {
                outcomes.join(oldest);
            } finally {
                work.unlock();
            }
        }
    }

    /**
     * What was found when a window was closed last.
     *
     * @return the snapshot; number 0 and no rows where no window has been closed
     */
    public MonitoringSnapshot snapshot() {
        return last;
    }

    /**
     * What was found in the windows so far.
     *
     * @return the newest snapshots, oldest first
     */
    public List<MonitoringSnapshot> history() {
        work.lock();
        try {
            return List.copyOf(history);
        } finally {
            work.unlock();
        }
    }

    /**
     * The newest labelled rows, up to this moment.
     *
     * @return four times as many as metrics are taken over; empty where the schema has no id
     */
    public PerformanceMonitor performance() {
        work.lock();
        try {
            joinLabels();
            return outcomes.performance();
        } finally {
            work.unlock();
        }
    }

    /**
     * What became of predictions and labels, up to this moment.
     *
     * @return the counts
     */
    public LabelCounts labels() {
        work.lock();
        try {
            joinLabels();
            return outcomes.counts();
        } finally {
            work.unlock();
        }
    }

    /**
     * How many rows were recorded, those in the open window and those that could not be read among them.
     *
     * @return the number; while others record, some moment's
     */
    public long rows() {
        work.lock();
        try {
            long rows = closedRows;
            for (Window window = oldest; window != null; window = window.next()) {
                rows += window.claimed();
            }
            return rows;
        } finally {
            work.unlock();
        }
    }

    /**
     * What windows are compared with now.
     *
     * @return its profile; empty where there is none
     */
    public Optional<Profile> reference() {
        return Optional.ofNullable(recorder.current().reference.profile());
    }

    /** Closes the open window, if it has rows, and looks at it before this returns, on the calling thread. */
    public void flush() {
        recorder.flush();
        look();
    }

    /**
     * Compares what comes with another reference, for example after a new model has been promoted. The open window is closed
     * first, and compared with the reference that it began with.
     *
     * @param reference a profile of the schema's features and, if predictions are to be compared, of {@code "prediction"}
     * @throws IllegalArgumentException if it lacks a feature or has it of another type
     */
    public void rebase(Profile reference) {
        recorder.rebase(Reference.of(layout, reference));
        look();
    }

    /**
     * Compares what comes with other rows and their predictions, exactly. The open window is closed first, and compared with
     * the reference that it began with.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row
     */
    public void rebase(Iterable<R> reference, ToDoubleFunction<? super R> score) {
        recorder.rebase(Reference.of(layout, reference, score));
        look();
    }

    /** The same as {@link #flush}: the last rows are looked at. What is recorded afterwards opens another window. */
    @Override
    public void close() {
        flush();
    }

    /** One line: the name and the last snapshot. */
    @Override
    public String toString() {
        return "ModelMonitor " + name + ": " + last;
    }

    String name() {
        return name;
    }

    List<Feature<R>> features() {
        return layout.schema.features();
    }

    List<DriftTest> tests() {
        return tests;
    }

    boolean isClassification() {
        return classification;
    }

    Totals totals() {
        return totals;
    }

    private void schedule() {
        if (executor == null) {
            look();
            return;
        }
        // One task at a time: it looks at all windows that are closed when it runs.
        if (scheduled.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    scheduled.set(false);
                    look();
                });
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                LOGGER.log(System.Logger.Level.DEBUG, "the executor is closed; looking on the calling thread", e);
                look();
            } catch (RuntimeException | Error e) {
                scheduled.set(false);
                throw e;
            }
        }
    }

    private void joinLabels() {
        if (layout.hasId) {
            outcomes.join(oldest);
        }
    }

    /** Looks at all closed windows in their order. A listener that comes back here leaves the rest to the loop it is in. */
    private void look() {
        if (work.isHeldByCurrentThread()) {
            return;
        }
        work.lock();
        try {
            Window window = oldest;
            for (Window next = window.next(); next != null; next = window.next()) {
                window.seal();
                try {
                    joinLabels();
                    look(window);
                } finally {
                    // A test or an expectation that throws has seen its window; those that follow are looked at.
                    oldest = next;
                    closedRows += window.claimed();
                    window.release();
                }
                window = next;
            }
        } finally {
            work.unlock();
        }
    }

    private void look(Window window) {
        WindowData data = WindowData.of(layout, window, recorder.isTimed(), classification);
        totals.unreadable.addAndGet(data.unreadable());
        if (data.rows() == 0) {
            return;
        }
        MonitoringSnapshot found = judge.look(
                window, data, last, outcomes.counts(), outcomes.performance().newest(performanceRows));
        totals.windows.incrementAndGet();
        totals.late.addAndGet(data.late());
        totals.invalid.addAndGet(data.invalid());
        found.alerts().forEach(alert -> totals.alerts[alert.kind().ordinal()].incrementAndGet());
        last = found;
        history.add(found);
        if (history.size() > historyLimit) {
            history.remove();
        }
        snapshotListeners.forEach(listener -> tell(listener, found));
        found.alerts().forEach(alert -> alertListeners.forEach(listener -> tell(listener, alert)));
    }

    private <T> void tell(Consumer<? super T> listener, T what) {
        try {
            listener.accept(what);
        } catch (RuntimeException e) {
            totals.listenerFailures.incrementAndGet();
            LOGGER.log(System.Logger.Level.WARNING, "a listener of monitor \"" + name + "\" failed on " + what, e);
        }
    }
}

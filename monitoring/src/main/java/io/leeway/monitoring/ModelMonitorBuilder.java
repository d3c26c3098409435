package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.signature.Signatures;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.observation.Observer;
import io.leeway.schema.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link ModelMonitor}. Every option has a default. Start with {@link ModelMonitor#of}.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitorBuilder<R> {
    /** The default number of rows of a window: 5,000. */
    public static final int DEFAULT_WINDOW_ROWS = 5_000;

    /** The default number of newest labelled rows that metrics are computed over: 5,000. */
    public static final int DEFAULT_PERFORMANCE_ROWS = 5_000;

    /** The default number of predictions that may wait for labels: 262,144. */
    public static final int DEFAULT_WAITING = 1 << 18;

    /** The default number of snapshots that are kept: 400. */
    public static final int DEFAULT_HISTORY = 400;

    /** The default number of rows at which a window of time is closed early: 262,144. */
    public static final int DEFAULT_MAXIMUM_ROWS = 1 << 18;

    private final MonitorOptions<R> options;
    private final List<MeterRegistry> registries = new ArrayList<>();

    ModelMonitorBuilder(Schema<R> schema) {
        options = new MonitorOptions<>(schema);
    }

    /**
     * Sets the monitor's name in snapshots, alerts and meters; the default is {@code "model"}.
     *
     * @param name not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public ModelMonitorBuilder<R> name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a monitor's name is blank; meters and alerts are distinguished by it");
        }
        options.name = name;
        return this;
    }

    /**
     * Sets a profile as the reference. Comparisons of numbers are then approximate and marked as such. If the profile
     * has a numeric feature {@code "prediction"}, predictions are compared too. Without a reference there is no drift
     * report.
     *
     * @param reference a profile of the schema's features
     * @return this builder
     */
    public ModelMonitorBuilder<R> reference(Profile reference) {
        options.referenceProfile = reference;
        options.referenceRows = null;
        options.referenceScore = null;
        return this;
    }

    /**
     * Sets rows as the reference, for exact comparisons. The rows are read once; their numbers are kept at 8 bytes
     * each.
     *
     * @param reference the rows
     * @return this builder
     */
    public ModelMonitorBuilder<R> reference(Iterable<R> reference) {
        options.referenceProfile = null;
        options.referenceRows = reference;
        options.referenceScore = null;
        return this;
    }

    /**
     * Sets rows and their predictions as the reference, for exact comparisons.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row
     * @return this builder
     */
    public ModelMonitorBuilder<R> reference(Iterable<R> reference, ToDoubleFunction<? super R> score) {
        reference(reference);
        options.referenceScore = score;
        return this;
    }

    /**
     * Adds drift tests. If none is added, windows are judged by {@link #naturalVariation} where it can be known, and otherwise by
     * {@link DriftTests#psi()}.
     *
     * @param more the tests
     * @return this builder
     */
    public ModelMonitorBuilder<R> test(DriftTest... more) {
        options.tests.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Sets a budget of false alarms over all windows, from which the significance level of each window is derived.
     * Replaces {@link #alpha}. Each window gets the share of the budget that corresponds to the time since the previous
     * window, by the times of the rows, and at least that of a millisecond.
     *
     * @param falseAlarms the expected number of false alarms in a period, at most
     * @param period the period
     * @return this builder
     * @throws IllegalArgumentException if one of them is not above zero
     */
    public ModelMonitorBuilder<R> alarmBudget(double falseAlarms, Duration period) {
        options.budget = AlarmBudget.of(falseAlarms, period);
        options.alpha = Double.NaN;
        return this;
    }

    /**
     * Sets the significance level of each window, which corrected p-values are compared with. If neither this nor
     * {@link #alarmBudget} is called, each test uses its own threshold.
     *
     * @param level between 0 and 1
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public ModelMonitorBuilder<R> alpha(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, was " + level);
        }
        options.alpha = level;
        options.budget = null;
        return this;
    }

    /**
     * Sets the correction for the number of tests in a window; the default is {@link DriftDetector#DEFAULT_CORRECTION}.
     *
     * @param choice the correction
     * @return this builder
     */
    public ModelMonitorBuilder<R> correction(Correction choice) {
        options.correction = choice;
        return this;
    }

    /**
     * Sets the number of rows at which a window is closed: exact if one thread records, otherwise with up to 64 more
     * rows for each further thread. The default is {@value #DEFAULT_WINDOW_ROWS}.
     *
     * @param rows at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> window(int rows) {
        options.rows = MonitorOptions.atLeastOne("rows of a window", rows);
        options.length = null;
        options.isWindowChosen = true;
        return this;
    }

    /**
     * Sets the length of windows in time. A window is closed when a row arrives whose time lies beyond it. Windows
     * begin at whole multiples of the length since 1970-01-01T00:00:00Z; windows without rows are skipped. The time is
     * that of the schema, or else that of the clock.
     *
     * <p>A row with a wrong time far in the future opens a window for which all later rows are late, until the window
     * has {@link #maximumRows} rows. Reject such rows before recording them.
     *
     * @param length at least a millisecond
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public ModelMonitorBuilder<R> window(Duration length) {
        if (length.toMillis() < 1) {
            throw new IllegalArgumentException("a window of " + length + " is too short; give a millisecond or more");
        }
        options.length = length;
        options.isWindowChosen = true;
        return this;
    }

    /**
     * Judges windows by what the reference's own blocks of a length differ by, see {@link NaturalVariation}: a window drifts if it differs
     * from the reference by more than that. Unless {@link #window} is called, windows have that length too. Features of which the
     * reference has too few blocks have insufficient data.
     *
     * <p>This is the default, with blocks as long as windows, if the schema has a time, no {@link #test} was added and the reference has
     * such blocks: it consists of rows, or its profile was made by a {@link io.leeway.monitoring.profile.Profiler} of days and windows
     * last days. The p-values of tests that were added are judged together with those of natural variation.
     *
     * @param length of a block and a window, such as a week; in a profile, a multiple of its own blocks'
     * @return this builder
     * @throws IllegalArgumentException if it is shorter than a millisecond. {@link #build} and {@link ModelMonitor#rebase} refuse a
     *     reference that cannot be cut into such blocks
     */
    public ModelMonitorBuilder<R> naturalVariation(Duration length) {
        if (length.toMillis() < 1) {
            throw new IllegalArgumentException("blocks of " + length + " are too short; give a millisecond or more");
        }
        options.variation = length;
        return this;
    }

    /**
     * Also judges each feature given the others, see {@link GivenOthers}, which finds changes that natural variation hides. Needs rows as
     * the reference, and blocks of it as {@link #naturalVariation} does. Not together with a {@link #checkpoint}: {@link #build} refuses that.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> givenOthers() {
        options.isGivenOthers = true;
        return this;
    }

    /**
     * Also finds what is broken in a window, not merely different, see {@link Signatures}: a unit that changed, a sensor that is stuck,
     * rows that come twice. A finding is in {@link MonitoringSnapshot#findings} and raises an alert of the kind
     * {@link Alert.Kind#DATA_QUALITY}; its incident says what is broken since when, with rows as evidence. Rows are named by their ids, or
     * where they come from a feedback log by where they stand in it; by their places in the window if the schema has no id that is a number.
     *
     * <p>Needs rows as the reference, of which {@value Signatures#MINIMUM_BLOCKS} blocks as long as windows can be cut, in time or in
     * rows. Of a monitor's first window of time, and of one that begins or ends early, it is not said that rows are too few or late; it is
     * not judged at all if it has fewer than half the rows of a block. Duplicates are not found in rows that come from a feedback log. Not
     * together with a {@link #checkpoint}: {@link #build} refuses that.
     *
     * <p>The level of a window, from {@link #alarmBudget} or {@link #alpha}, is divided: half is for drift, half for signatures, so that it
     * holds for both together. Without either, the level of signatures is {@value Signatures#DEFAULT_LEVEL}, and that of drift stays.
     *
     * <p>Cost: the reference's rows are kept by column (8 bytes a number, id and time, 4 a category); {@link #build} and
     * {@link ModelMonitor#rebase} compute each statistic once for each block, the evaluation of a window once. Give an {@link #executor}
     * where windows are closed by a thread that predicts.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> signatures() {
        options.hasSignatures = true;
        return this;
    }

    /**
     * Limits the memory of a window of time: at this number of rows it is closed early, and the next window covers the
     * rest of its time. The default is {@value #DEFAULT_MAXIMUM_ROWS}. A row takes 28 bytes, plus 8 for each number and
     * 4 for each category.
     *
     * @param rows at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> maximumRows(int rows) {
        options.maximumRows = MonitorOptions.atLeastOne("rows of a window", rows);
        return this;
    }

    /**
     * Declares that predictions are probabilities of a binary classification and labels are true or false. This is the
     * default unless the schema's response is numeric.
     *
     * @param threshold the probability from which a row counts as predicted positive; 0.5 if this method is not called
     * @return this builder
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public ModelMonitorBuilder<R> classification(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold is NaN; give a probability such as 0.5");
        }
        options.classification = true;
        options.threshold = threshold;
        return this;
    }

    /**
     * Declares that predictions and labels are numbers. This is the default if the schema's response is numeric.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> regression() {
        options.classification = false;
        return this;
    }

    /**
     * Sets the number of newest labelled rows that metrics are computed over; the default is
     * {@value #DEFAULT_PERFORMANCE_ROWS}. Four times as many are kept for {@link ModelMonitor#performance}.
     *
     * @param rows at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> performanceOver(int rows) {
        options.performanceRows = MonitorOptions.atLeastOne("labelled rows", rows);
        return this;
    }

    /**
     * Sets the maximum number of predictions that wait for their labels; the default is {@value #DEFAULT_WAITING}. Has
     * no effect if the schema has no id.
     *
     * @param predictions at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> labelsWaiting(int predictions) {
        options.waiting = MonitorOptions.atLeastOne("waiting predictions", predictions);
        return this;
    }

    /**
     * Sets the time after which a prediction without a label expires. By default, predictions expire only when there is
     * no room for more.
     *
     * @param age above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public ModelMonitorBuilder<R> labelsExpireAfter(Duration age) {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException(
                    "predictions cannot expire after " + age + "; give a duration above zero");
        }
        options.labelAge = age;
        return this;
    }

    /**
     * Adds expectations that each window is checked against.
     *
     * @param more the expectations
     * @return this builder
     */
    public ModelMonitorBuilder<R> expect(Expectation... more) {
        options.expectations.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Raises an alert if a metric over at least 100 labelled rows is above a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; {@link #build} rejects
     *     other names
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN
     */
    public ModelMonitorBuilder<R> alertAbove(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, true));
        return this;
    }

    /**
     * Raises an alert if a metric over at least 100 labelled rows is below a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; {@link #build} rejects
     *     other names
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN
     */
    public ModelMonitorBuilder<R> alertBelow(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, false));
        return this;
    }

    /**
     * Adds a listener for alerts. It is called in the order of the windows, on the thread that evaluates the window.
     * Exceptions that it throws are logged and counted, and have no other effect.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onAlert(Consumer<? super Alert> listener) {
        options.alertListeners.add(listener);
        return this;
    }

    /**
     * Adds a listener for incidents, which is called like those for alerts whenever there is news of one: when it is opened, joined by further findings, more
     * severe, told again, acknowledged, closed or opened again. A window that adds nothing to an incident is no news.
     *
     * @param listener the listener; {@link Incident#toString} is a sentence
     * @return this builder
     */
    public ModelMonitorBuilder<R> onIncident(Consumer<? super Incident> listener) {
        options.incidentListeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Adds a sink, which is told of incidents like the listeners of {@link #onIncident}.
     *
     * @param sink the sink; the monitor does not close it
     * @return this builder
     */
    public ModelMonitorBuilder<R> tell(IncidentSink sink) {
        options.sinks.add(Objects.requireNonNull(sink, "sink"));
        return this;
    }

    /**
     * Sets what becomes of incidents; the default is {@link IncidentRules#standard()}. Where the reference is given as rows, numbers whose rank correlation
     * there is 0.7 or more, or -0.7 or less, are added as {@linkplain IncidentRules#related related}.
     *
     * @param rules the rules
     * @return this builder
     */
    public ModelMonitorBuilder<R> incidents(IncidentRules rules) {
        options.incidentRules = Objects.requireNonNull(rules, "rules");
        return this;
    }

    /**
     * Adds a listener for snapshots, which is called like those for alerts; a snapshot is published before its alerts.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onSnapshot(Consumer<? super MonitoringSnapshot> listener) {
        options.snapshotListeners.add(listener);
        return this;
    }

    /**
     * Sets the executor that evaluates closed windows, and whose other threads help to compare features. Without one, the thread whose row closed the window evaluates it
     * before its {@link ModelMonitor#record} returns, which takes milliseconds.
     *
     * @param executor the executor
     * @return this builder
     */
    public ModelMonitorBuilder<R> executor(Executor executor) {
        options.executor = executor;
        return this;
    }

    /**
     * Writes a checkpoint to a folder after each window, acknowledgement and change of the reference, and lets {@link #build} go on from the newest one: with the open
     * window, waiting predictions, labelled rows, the history of windows, incidents, counters, the time that the budget was spent up to, and the reference, if {@link
     * ModelMonitor#rebase} replaced it; a reference that differs from the one given to the builder before counts as replaced now.
     *
     * <p>Rows and labels that came after the checkpoint are in no window when the process dies, unless the monitor follows a log: see {@link ModelMonitor#resume}. Such rows are counted by
     * {@link MonitoringMetrics#ROWS_LOST}. What
     * listeners and sinks were told after the checkpoint they are told again, with the same numbers of events.
     *
     * <p>A checkpoint is forced to the disk by the thread that evaluates windows; give an {@link #executor} where that is a thread that predicts. It takes 28 bytes and the columns for each row of the
     * open window, 24 for each waiting prediction, 32 for each labelled row. Numbers of a reference given as rows are kept twice.
     *
     * @param folder the folder, which is made if there is none; nothing else should be in it
     * @return this builder
     */
    public ModelMonitorBuilder<R> checkpoint(Path folder) {
        options.checkpoints = Objects.requireNonNull(folder, "folder");
        return this;
    }

    /**
     * Sets the clock; the default is the system clock. Rows have their own time if the schema has a time.
     *
     * @param clock the clock
     * @return this builder
     */
    public ModelMonitorBuilder<R> clock(Clock clock) {
        options.clock = clock;
        return this;
    }

    /**
     * Sets the number of snapshots that are kept; the default is {@value #DEFAULT_HISTORY}.
     *
     * @param snapshots at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> history(int snapshots) {
        options.history = MonitorOptions.atLeastOne("snapshots", snapshots);
        return this;
    }

    /**
     * Sets the observer of the evaluations of windows, see {@link MonitoringObservations}; the default is none.
     *
     * @param observer the observer, such as {@code MicrometerObserver.of(observationRegistry)}
     * @return this builder
     */
    public ModelMonitorBuilder<R> observer(Observer observer) {
        options.observer = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /**
     * Publishes the monitor's metrics to a Micrometer registry, see {@link MonitoringMetrics}.
     *
     * @param registry the registry
     * @return this builder
     */
    public ModelMonitorBuilder<R> bindTo(MeterRegistry registry) {
        registries.add(Objects.requireNonNull(registry, "registry"));
        return this;
    }

    /**
     * Builds the monitor and opens its first window.
     *
     * @return the monitor
     * @throws IllegalArgumentException if the schema has a feature {@code "prediction"}, an expectation or an alert
     *     names an unknown column or metric (the message lists similar names), or the reference lacks a feature or has
     *     it with another type, or {@link #givenOthers} or {@link #signatures} cannot be done
     * @throws CheckpointException if there is a checkpoint and the monitor cannot go on from it, or another monitor has the folder
     */
    public ModelMonitor<R> build() {
        Path folder = options.checkpoints;
        options.check();
        return build(folder == null ? null : DiskCheckpoints.open(folder));
    }

    ModelMonitor<R> build(@Nullable CheckpointFiles files) {
        ModelMonitor<R> monitor = new ModelMonitor<>(options, files);
        // No lambda: linking it would need Micrometer, which a user who binds no registry may leave out.
        for (MeterRegistry registry : registries) {
            MonitoringMetrics.of(monitor).bindTo(registry);
        }
        return monitor;
    }
}

package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.schema.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a {@link ModelMonitor} is to be. Every option has a default; start by {@link ModelMonitor#of}.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitorBuilder<R> {
    /** The number of rows of a window unless another, or a duration, is given: 5,000. */
    public static final int DEFAULT_WINDOW_ROWS = 5_000;

    /** The number of newest labelled rows that metrics are taken over, unless another is given: 5,000. */
    public static final int DEFAULT_PERFORMANCE_ROWS = 5_000;

    /** The number of predictions that may wait for labels unless another is given: 262,144. */
    public static final int DEFAULT_WAITING = 1 << 18;

    /** The number of snapshots that are kept unless another is given: 400. */
    public static final int DEFAULT_HISTORY = 400;

    /** The most rows that a window of time holds before it is closed early, unless another number is given: 262,144. */
    public static final int DEFAULT_MAXIMUM_ROWS = 1 << 18;

    private final MonitorOptions<R> options;
    private final List<MeterRegistry> registries = new ArrayList<>();

    ModelMonitorBuilder(Schema<R> schema) {
        options = new MonitorOptions<>(schema);
    }

    /**
     * Names the monitor in snapshots, alerts and meters; {@code "model"} unless named.
     *
     * @param name not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public ModelMonitorBuilder<R> name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a monitor's name is blank; meters and alerts are told apart by it");
        }
        options.name = name;
        return this;
    }

    /**
     * Compares windows with a profile. Comparisons of numbers are then approximate and say so. If the profile has a numeric
     * feature {@code "prediction"}, predictions are compared too. Without a reference there is no drift report.
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
     * Compares windows with rows, exactly. They are read once, and their numbers kept: 8 bytes a number.
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
     * Compares windows with rows and their predictions, exactly.
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
     * Adds drift tests; {@link DriftTests#psi()} alone unless one is added.
     *
     * @param more the tests
     * @return this builder
     */
    public ModelMonitorBuilder<R> test(DriftTest... more) {
        options.tests.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Judges p-values by a level that keeps a budget of false alarms over all looks. In place of {@link #alpha}. A look is given
     * the share of the time that has passed since the one before, by the rows' own times; that of a millisecond where none has.
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
     * Judges the p-values of each look by a level, after the correction. Unless this or {@link #alarmBudget} is called each
     * test judges by its own threshold.
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
     * Chooses the correction for the number of tests in a look; {@link DriftDetector#DEFAULT_CORRECTION} unless chosen.
     *
     * @param choice the correction
     * @return this builder
     */
    public ModelMonitorBuilder<R> correction(Correction choice) {
        options.correction = choice;
        return this;
    }

    /**
     * Closes a window when it has so many rows: exactly where one thread records, and otherwise with up to 64 rows more for
     * each further thread. {@value #DEFAULT_WINDOW_ROWS} unless given.
     *
     * @param rows at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> window(int rows) {
        options.rows = MonitorOptions.atLeastOne("rows of a window", rows);
        options.length = null;
        return this;
    }

    /**
     * Closes a window when a row comes whose time lies beyond it. Windows begin at whole multiples of the length since
     * 1970-01-01T00:00:00Z; those without a row are left out. The time is the schema's, or the clock's.
     *
     * <p>A row whose time is wrong and lies far ahead opens a window that all further rows are late for, until it has as many
     * as {@link #maximumRows} allows: refuse such rows before they are recorded.
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
        return this;
    }

    /**
     * Bounds the memory of a window of time: with so many rows it is closed early, and the next covers the rest of its time.
     * {@value #DEFAULT_MAXIMUM_ROWS} unless given; a row takes 8 bytes for each number and 4 for each category, and 28.
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
     * Says that predictions are probabilities of a binary classification and labels are true or false. This is the default
     * unless the schema's response is numeric.
     *
     * @param threshold probability from which a row counts as predicted positive; 0.5 unless given
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
     * Says that predictions and labels are numbers. This is the default if the schema's response is numeric.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> regression() {
        options.classification = false;
        return this;
    }

    /**
     * Takes metrics over so many newest labelled rows; {@value #DEFAULT_PERFORMANCE_ROWS} unless given. Four times as many
     * are kept for {@link ModelMonitor#performance}.
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
     * Lets so many predictions wait for their labels; {@value #DEFAULT_WAITING} unless given. Only a schema with an id has
     * any.
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
     * Gives up a prediction whose label has not come for so long. By default only room expires predictions.
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
     * Checks each window against expectations of its features.
     *
     * @param more the expectations
     * @return this builder
     */
    public ModelMonitorBuilder<R> expect(Expectation... more) {
        options.expectations.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Raises an alert when a metric over at least 100 labelled rows is above a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; others are refused when built
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN, beyond which nothing lies
     */
    public ModelMonitorBuilder<R> alertAbove(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, true));
        return this;
    }

    /**
     * Raises an alert when a metric over at least 100 labelled rows is below a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; others are refused when built
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN, beyond which nothing lies
     */
    public ModelMonitorBuilder<R> alertBelow(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, false));
        return this;
    }

    /**
     * Listens to alerts, in the order of their windows, on the thread that looks at the window. What a listener throws is
     * logged and counted, and stops nothing.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onAlert(Consumer<? super Alert> listener) {
        options.alertListeners.add(listener);
        return this;
    }

    /**
     * Listens to snapshots as to alerts; a snapshot comes before its alerts.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onSnapshot(Consumer<? super MonitoringSnapshot> listener) {
        options.snapshotListeners.add(listener);
        return this;
    }

    /**
     * Looks at closed windows on an executor. Without one, the thread whose row closed a window looks at it before its
     * {@link ModelMonitor#record} returns, which takes milliseconds.
     *
     * @param executor the executor
     * @return this builder
     */
    public ModelMonitorBuilder<R> executor(Executor executor) {
        options.executor = executor;
        return this;
    }

    /**
     * Takes the time from a clock; the system's unless given. Rows have their own if the schema has a time.
     *
     * @param clock the clock
     * @return this builder
     */
    public ModelMonitorBuilder<R> clock(Clock clock) {
        options.clock = clock;
        return this;
    }

    /**
     * Keeps so many snapshots; {@value #DEFAULT_HISTORY} unless given.
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
     * Shows the monitor as meters of a Micrometer registry; see {@link MonitoringMetrics}.
     *
     * @param registry the registry
     * @return this builder
     */
    public ModelMonitorBuilder<R> bindTo(MeterRegistry registry) {
        registries.add(Objects.requireNonNull(registry, "registry"));
        return this;
    }

    /**
     * Makes the monitor, which opens its first window.
     *
     * @return the monitor
     * @throws IllegalArgumentException if the schema has a feature {@code "prediction"}, an expectation or an alert is about
     *     what there is not, with the near names, or the reference lacks a feature or has it of another type
     */
    public ModelMonitor<R> build() {
        ModelMonitor<R> monitor = new ModelMonitor<>(options);
        // No lambda: linking it would need Micrometer, which a user who binds no registry may leave out.
        for (MeterRegistry registry : registries) {
            MonitoringMetrics.of(monitor).bindTo(registry);
        }
        return monitor;
    }
}

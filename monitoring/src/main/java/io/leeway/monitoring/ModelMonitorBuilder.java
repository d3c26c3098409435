package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.multivariate.MultivariateTest;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.signature.Signatures;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link ModelMonitor}. Every option has a default. Start with {@link ModelMonitor#of}.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitorBuilder<R> extends OutcomeOptions<R> {
    /** The default number of rows of a window: 5,000. */
    public static final int DEFAULT_WINDOW_ROWS = 5_000;

    /** The default number of newest labelled rows that metrics are computed over: 5,000. */
    public static final int DEFAULT_PERFORMANCE_ROWS = 5_000;

    /** The default number of predictions that may wait for labels: 262,144. */
    public static final int DEFAULT_WAITING = 1 << 18;

    /** The default number of snapshots that are kept: 400. */
    public static final int DEFAULT_HISTORY = 400;

    /** The default tolerance of {@link #prices(Function)}: one percent of the expected loss, and of the answers. */
    public static final double DEFAULT_TOLERANCE = 0.01;

    /** The default number of rows at which a window of time is closed early: 262,144. */
    public static final int DEFAULT_MAXIMUM_ROWS = 1 << 18;

    /** The default time by which rows may be dated ahead: a day. */
    public static final Duration DEFAULT_ROWS_AHEAD = Duration.ofDays(1);

    private final List<MeterRegistry> registries = new ArrayList<>();

    ModelMonitorBuilder(Schema<R> schema) {
        super(new MonitorOptions<>(schema));
    }

    @Override
    ModelMonitorBuilder<R> self() {
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
        options.referenceScore = row -> new double[] {score.applyAsDouble(row)};
        return this;
    }

    /**
     * Sets rows and their predictions of several numbers as the reference, for exact comparisons.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row, see {@link ModelMonitor#record(Object, double[])}
     * @return this builder
     */
    public ModelMonitorBuilder<R> referenceVectors(Iterable<R> reference, Function<? super R, double[]> score) {
        reference(reference);
        options.referenceScore = score;
        return this;
    }

    /**
     * Also compares windows with references made of the monitor's own earlier windows, each under its own name, beside the fixed reference if there is one. All tests of
     * a window are corrected together. Windows that ended early, had findings or failed expectations belong to no such reference; after {@link ModelMonitor#rebase}
     * predictions are not compared with earlier ones.
     *
     * @param more the references
     * @return this builder
     */
    public ModelMonitorBuilder<R> compareWith(PastReference... more) {
        options.past.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Adds tests of all features at once, whose results stand under {@link ModelMonitor#ALL_FEATURES}. Needs rows as the reference, which is cut into blocks as for
     * {@link #naturalVariation}.
     *
     * @param more the tests, of {@link io.leeway.monitoring.drift.multivariate.MultivariateTests}
     * @return this builder
     */
    public ModelMonitorBuilder<R> test(MultivariateTest... more) {
        options.multivariate.addAll(Arrays.asList(more));
        return this;
    }

    /**
     * Also judges the rows of each category of some features alone, where there are at least {@value NaturalVariation#MINIMUM_ROWS}: by the tests of this monitor, or by
     * natural variation if there are none. All slices are corrected together (Bonferroni), at an equal share of the window's level. What moved is in
     * {@link MonitoringSnapshot#slices} and raises an alert of the kind {@link Alert.Kind#FEATURE_DRIFT}. Needs rows as the reference, and blocks of it.
     *
     * @param categorical names of categorical features
     * @return this builder
     */
    public ModelMonitorBuilder<R> segments(String... categorical) {
        options.segments.addAll(Arrays.asList(categorical));
        return this;
    }

    /**
     * Also searches the categories of all features for the slices that moved most, see {@link io.leeway.monitoring.variation.Slices}; corrected for having searched, at an
     * equal share of the window's level. Needs rows as the reference, and blocks of it.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> slices() {
        options.searchesSlices = true;
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
     * <p>A row with a wrong time far in the future ends no window, see {@link #rowsAhead}.
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
     * the reference, and blocks of it as {@link #naturalVariation} does.
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
     * not judged at all if it has fewer than half the rows of a block, or its rows cover less than nine tenths of its time. Duplicates are
     * not found in rows that come from a feedback log.
     *
     * <p>The level of a window, from {@link #alarmBudget} or {@link #alpha}, is divided equally between drift, signatures, slices and fairness, as far as they are
     * asked for, so that it holds for all together. Without either, the level of signatures is {@value Signatures#DEFAULT_LEVEL}, and that of drift stays.
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
     * Sets by how much the time of a row may be ahead of the clock, or, if the row comes from a feedback log, of when the log recorded it; the default is a
     * day. A row that is further ahead counts as of now, in the open window, and in {@link MonitoringSnapshot#aheadRows} and {@link MonitoringMetrics#ROWS_AHEAD}: a
     * wrong date neither opens a window for which all later rows are late, nor lets predictions expire. In a replay of old rows, give a {@link #clock} that follows them.
     *
     * @param tolerance zero or more
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public ModelMonitorBuilder<R> rowsAhead(Duration tolerance) {
        if (tolerance.isNegative()) {
            throw new IllegalArgumentException("rows cannot be ahead by " + tolerance + "; give zero or more");
        }
        options.rowsAhead = tolerance;
        return this;
    }

    /**
     * Prices what drifts, with a tolerance of {@value #DEFAULT_TOLERANCE}; see {@link #prices(Function, double)}.
     *
     * @param model makes the function that scores cells which a schema reads, such as {@code model::over}
     * @return this builder
     */
    public ModelMonitorBuilder<R> prices(
            Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model) {
        return prices(model, DEFAULT_TOLERANCE);
    }

    /**
     * Prices what drifts or is broken: what the present distribution of a feature, alone, does to the predictions and the expected loss of the model, see {@link DriftPrice}.
     * Alerts and incidents have the price and are ordered by it. A drift below the tolerance is in {@link MonitoringSnapshot#notes} and raises no alert, unless the
     * feature is broken ({@link #signatures}, {@link #expect}) or is another given the others ({@link #givenOthers}), which a price alone does not say.
     *
     * <p>Needs rows as the reference, of which {@value SampledRows#MOST_ROWS} are drawn and kept. After {@link ModelMonitor#rebase} to a profile there are no prices. If the
     * model throws, its window has none either, and a warning is logged.
     *
     * @param model makes the function that scores cells which a schema reads, as it did the reference's rows. Called with each window that has something to price, on the
     *     thread that evaluates it
     * @param tolerance the rise of the expected loss, as a share of it, and the share of answers that change side, below which a drift is a note; two standard errors are
     *     added to each. 0 for no notes
     * @return this builder
     * @throws IllegalArgumentException if the tolerance is negative or NaN. {@link #build} refuses a monitor without reference rows
     */
    public ModelMonitorBuilder<R> prices(
            Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model, double tolerance) {
        options.pricing = new Pricing(model, tolerance);
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

package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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
 * replaced. Further ones are counted together. Names of more than 200 characters are known by their beginning and a hash.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitor<R> implements AutoCloseable {
    /** The name under which predictions appear among the features of profiles and drift reports. */
    public static final String PREDICTION = "prediction";

    private final String name;
    private final Layout<R> layout;
    private final Clock clock;
    private final boolean classification;
    private final List<DriftTest> tests;
    private final Recorder<R> recorder;
    private final Looks<R> looks;

    ModelMonitor(MonitorOptions<R> options) {
        options.check();
        name = options.name;
        layout = new Layout<>(options.schema);
        clock = options.clock;
        classification = options.isClassification();
        tests = options.tests();
        long limit = options.length == null ? options.rows : options.maximumRows;
        recorder = new Recorder<>(layout, clock, limit, options.length, options.reference(layout));
        looks = new Looks<>(options, layout, recorder);
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
     *     throws comes through, too; the row is then counted as unreadable, but for one without a time: it is in no window
     */
    public void record(R row, double prediction) {
        if (row == null) {
            throw new MonitoringException(name, "a row is null; record only rows that were predicted");
        }
        if (recorder.record(row, prediction)) {
            looks.schedule();
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
     * are asked for, or when many labels wait. A short lock is taken, which no recording thread meets. Where an id is
     * recorded again, the label joins the newer prediction, also if it was handed in between the two: give each row an id of its
     * own.
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
        looks.label(id, actual, at.toEpochMilli());
    }

    /**
     * What was found when a window was closed last.
     *
     * @return the snapshot; number 0 and no rows where no window has been closed
     */
    public MonitoringSnapshot snapshot() {
        return looks.last();
    }

    /**
     * What was found in the windows so far.
     *
     * @return the newest snapshots, oldest first
     */
    public List<MonitoringSnapshot> history() {
        return looks.history();
    }

    /**
     * The newest labelled rows, up to this moment.
     *
     * @return four times as many as metrics are taken over; empty where the schema has no id
     */
    public PerformanceMonitor performance() {
        return looks.performance();
    }

    /**
     * What became of predictions and labels, up to this moment.
     *
     * @return the counts
     */
    public LabelCounts labels() {
        return looks.labels();
    }

    /**
     * How many rows were recorded, those in the open window and those that could not be read among them.
     *
     * @return the number; while others record, some moment's
     */
    public long rows() {
        return looks.rows();
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
        looks.look();
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
        looks.look();
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
        looks.look();
    }

    /** The same as {@link #flush}: the last rows are looked at. What is recorded afterwards opens another window. */
    @Override
    public void close() {
        flush();
    }

    /** One line: the name and the last snapshot. */
    @Override
    public String toString() {
        return "ModelMonitor " + name + ": " + looks.last();
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
        return looks.totals();
    }
}

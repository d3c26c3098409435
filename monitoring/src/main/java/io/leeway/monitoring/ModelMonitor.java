package io.leeway.monitoring;

import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Monitors a model in production: data quality, drift and performance.
 *
 * <p>{@link #record} reads a row once and stores its values. A window is closed when it has its number of rows or its
 * time is over, and is then evaluated: features and predictions are compared with the reference, missing values, unseen
 * categories and failed expectations are counted, and performance is measured over the newest labelled rows. The result
 * is a {@link MonitoringSnapshot}. Labels may arrive later; they are joined by the id of the row.
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
 * thread takes a short lock to begin a new block. No row is lost or counted twice when a window is closed while other
 * threads record. Results depend only on the rows, labels and times that are passed and, if several threads record, on
 * their order; with one thread, they are the same in every run. The monitor starts no thread.
 *
 * <p>Besides the categories of the reference, up to 4,096 further categories of each feature are counted by name until
 * the reference is replaced; all others are counted together. Names of more than 200 characters are shortened to their
 * beginning and a hash.
 *
 * @param <R> the type of a row
 */
public final class ModelMonitor<R> extends MonitorReferences<R> implements AutoCloseable {
    /** The name under which predictions appear among the features of profiles and drift reports. */
    public static final String PREDICTION = "prediction";

    /** The name under which tests of all features at once appear in drift reports. */
    public static final String ALL_FEATURES = "all features";

    private final List<DriftTest> tests;

    ModelMonitor(MonitorOptions<R> options, @Nullable CheckpointFiles files) {
        super(options, files);
        tests = options.tests();
    }

    /**
     * Starts building a monitor for rows of a schema.
     *
     * @param schema the schema that reads rows. Its id, if it has one, joins labels with predictions; its time, if it
     *     has one, is the time of windows and predictions
     * @param <R> the type of a row
     * @return a builder
     */
    public static <R> ModelMonitorBuilder<R> of(Schema<R> schema) {
        return new ModelMonitorBuilder<>(schema);
    }

    /**
     * Records all rows and labels of a feedback log from now on, and first those that came after the checkpoint, if there is one: whenever the process ends, by
     * whatever signal, the next one's monitor knows and says what an unbroken one would. Its results depend on the log's order alone, whatever the number of threads and
     * the executor. Without a checkpoint it begins with the end of the log.
     *
     * <p>Call it before rows are recorded in the log, and record and label rows in the log only: the answer is the prediction, labels join the row that the log joins them
     * with. Probabilities of classes stand in the order of {@link ModelMonitorBuilder#classes}. An answer of another form than the monitor's predictions counts as an invalid one. Within the log's lock a row is copied, which takes about 4 ns for each feature. The application calls
     * {@link #close} before it closes the log.
     *
     * @param feedback a log of rows of the same schema
     * @return how the monitor went on
     * @throws MonitoringException if the monitor has recorded rows already or follows a log
     * @throws CheckpointException if the checkpoint is of a monitor without a log
     * @throws io.leeway.feedback.FeedbackSchemaException if the log's schema has other columns
     * @throws io.leeway.feedback.FeedbackStorageException if the log cannot be read
     */
    public Resumption resume(FeedbackLog<R> feedback) {
        return resume(feedback, "true");
    }

    /**
     * Records all rows and labels of a feedback log like {@link #resume(FeedbackLog)}, where the response is a text.
     *
     * @param feedback a log of rows of the same schema
     * @param positive the class that predictions are the probability of
     * @return how the monitor went on
     * @throws MonitoringException see {@link #resume(FeedbackLog)}
     * @throws CheckpointException see {@link #resume(FeedbackLog)}
     */
    public Resumption resume(FeedbackLog<R> feedback, String positive) {
        return continuation.resume(feedback, positive, this);
    }

    /**
     * Returns whether rows and labels come from a log.
     *
     * @param feedback the log
     * @return true after {@link #resume} with this log
     */
    public boolean follows(FeedbackLog<?> feedback) {
        return continuation.follows(feedback);
    }

    /**
     * Returns the result of the window that was closed last; of the version in charge, if rows of several versions came.
     *
     * @return the snapshot; number 0 and no rows if no window has been closed yet
     */
    public MonitoringSnapshot snapshot() {
        return looks.last();
    }

    /**
     * Returns the results of the newest closed windows.
     *
     * @return the snapshots that are kept, the oldest first
     */
    public List<MonitoringSnapshot> history() {
        return looks.history();
    }

    /**
     * Returns the newest labelled rows of the version in charge, including all labels recorded so far.
     *
     * @return up to four times the number of rows that metrics are computed over; empty if the schema has no id
     */
    public PerformanceMonitor performance() {
        return performance(recorder.inCharge());
    }

    /**
     * Returns the newest labelled rows of a version, including all labels recorded so far.
     *
     * @param version the version
     * @return up to four times the number of rows that metrics are computed over, of all versions without a reference of their own if this is one of them
     */
    public PerformanceMonitor performance(long version) {
        return looks.performance(version);
    }

    /**
     * Returns how many predictions and labels were matched, are waiting, or were dropped so far.
     *
     * @return the counts
     */
    public LabelCounts labels() {
        return looks.labels();
    }

    /**
     * Returns the incidents: those that are open, and the newest {@value io.leeway.monitoring.incident.IncidentRules#CLOSED_KEPT} that are over.
     *
     * @return the incidents, by {@link Incident#BY_IMPORTANCE}
     */
    public List<Incident> incidents() {
        return looks.incidents().incidents().stream()
                .sorted(Incident.BY_IMPORTANCE)
                .toList();
    }

    /**
     * Records that somebody takes care of an open incident, now. It is not told again until it becomes more severe or is over.
     *
     * @param incident the {@linkplain Incident#id() id}
     * @param who a person or team
     * @param note what they say; may be empty
     * @throws IllegalArgumentException if there is no such incident, it is over, or {@code who} is blank
     */
    public void acknowledge(String incident, String who, String note) {
        looks.acknowledge(incident, new Acknowledgement(who, note, clock.instant()));
    }

    /**
     * Returns the number of recorded rows, including those in the open window and those that could not be read.
     *
     * @return the number; approximate while other threads record
     */
    public long rows() {
        return looks.rows();
    }

    /** Closes the open window, if it has rows, and evaluates it on the calling thread before this method returns. */
    public void flush() {
        recorder.flush();
        looks.look();
        continuation.save();
    }

    /**
     * Returns whether windows are examined for broken data, by signatures or expectations.
     *
     * @return false if {@link ModelMonitorBuilder#signatures} was not called and there are no expectations
     */
    public boolean findsBrokenData() {
        return options.hasSignatures || !options.expectations.isEmpty();
    }

    /**
     * Returns the risk over all labels recorded so far; may be asked after every label.
     *
     * @return the risk; empty unless {@link ModelMonitorBuilder#harm} was called
     */
    public Optional<RiskReading> harm() {
        return looks.harm();
    }

    /**
     * Evaluates the last rows, like {@link #flush}; rows recorded afterwards open another window. With checkpoints, the open window is kept for the next process
     * instead, and the folder and the log are left: nothing should be recorded afterwards.
     */
    @Override
    public void close() {
        if (continuation.hasCheckpoints()) {
            looks.look();
        } else {
            flush();
        }
        continuation.close();
    }

    /** Hears no more of the log. */
    void unfollow() {
        continuation.unfollow();
    }

    /** Returns the name and the last snapshot in one line. */
    @Override
    public String toString() {
        return "ModelMonitor " + name + ": " + looks.last();
    }

    /**
     * Returns the classes whose probabilities are recorded.
     *
     * @return those of {@link ModelMonitorBuilder#classes}, in their order; empty if predictions are others
     */
    public List<String> classes() {
        return layout.form.classes();
    }

    /**
     * Returns whether predictions are numbers with bands.
     *
     * @return true after {@link ModelMonitorBuilder#bands}
     */
    public boolean hasBands() {
        return layout.form.kind() == PredictionForm.Kind.BANDS;
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

    /** Whether windows are judged by natural variation, if the reference says what that is. */
    boolean judgesByVariation() {
        return blocking.isWanted();
    }

    PredictionForm form() {
        return layout.form;
    }

    MonitorOptions<R> options() {
        return options;
    }

    List<PastReference> past() {
        return options.past;
    }

    /** Adds a listener for the time from a row to its label, in milliseconds. */
    void onLabelDelay(LongConsumer listener) {
        looks.onLabelDelay(listener);
    }

    Totals totals() {
        return looks.totals();
    }

    IncidentLog incidentLog() {
        return looks.incidents();
    }
}

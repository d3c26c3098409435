package io.leeway.monitoring;

import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelledReference;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.Feature;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
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
public final class ModelMonitor<R> extends MonitorInput<R> implements AutoCloseable {
    /** The name under which predictions appear among the features of profiles and drift reports. */
    public static final String PREDICTION = "prediction";

    /** The name under which tests of all features at once appear in drift reports. */
    public static final String ALL_FEATURES = "all features";

    private final List<DriftTest> tests;
    private final Blocking blocking;
    private final MonitorOptions<R> options;
    private final @Nullable Checkpoints<R> checkpoints;
    private final Optional<MonitorState> restored;
    private volatile @Nullable LogFollower<R> follower;

    ModelMonitor(MonitorOptions<R> options, @Nullable CheckpointFiles files) {
        super(options, files != null);
        this.options = options;
        tests = options.tests();
        blocking = options.blocking();
        Reference reference = recorder.current().reference;
        checkpoints = files == null ? null : new Checkpoints<>(options, files, layout, recorder, looks);
        restored = checkpoints == null ? Optional.empty() : checkpoints.restore(reference);
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
        feedback.requireSchema(layout.schema);
        if (log != null || (!recorder.follows() && rows() > 0 && restored.isEmpty())) {
            throw new MonitoringException(
                    name,
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
        LogFollower<R> follows = new LogFollower<>(this, layout, recorder, looks, positive, row, label, whole);
        feedback.follow(Math.min(row, label), follows::replay, follows);
        follower = follows;
        looks.look();
        saveCheckpoint();
        return follows.resumption(restored.map(MonitorState::last)
                .filter(window -> window.number() > 0)
                .map(MonitoringSnapshot::to));
    }

    /**
     * Returns whether rows and labels come from a log.
     *
     * @param feedback the log
     * @return true after {@link #resume} with this log
     */
    public boolean follows(FeedbackLog<?> feedback) {
        return log == feedback;
    }

    private void saveCheckpoint() {
        if (checkpoints != null) {
            looks.alone(checkpoints::save);
        }
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

    /**
     * Returns the profile of the current reference, that of the version in charge.
     *
     * @return the profile; empty if there is no reference
     */
    public Optional<Profile> reference() {
        return Optional.ofNullable(looks.referenceInCharge().profile());
    }

    /**
     * Returns what the blocks of the current reference differ by, which windows are judged by.
     *
     * @return the variation; empty if windows are not judged by it
     */
    public Optional<NaturalVariation> variation() {
        return Optional.ofNullable(looks.referenceInCharge().variation());
    }

    /** Closes the open window, if it has rows, and evaluates it on the calling thread before this method returns. */
    public void flush() {
        recorder.flush();
        looks.look();
        saveCheckpoint();
    }

    /**
     * Replaces the reference that later windows are compared with, whatever version rows name; versions that were {@linkplain #addVersion added} are forgotten. The open
     * window is closed first and compared with the previous reference. Where rows name the versions that answered them, rather add the new one.
     *
     * @param reference a profile of the schema's features and, if predictions are to be compared, of {@code "prediction"}
     * @throws IllegalArgumentException if it lacks a feature or has it of another type
     */
    public void rebase(Profile reference) {
        recorder.rebase(Reference.of(layout, blocking, reference));
        looks.look();
        looks.forgetVersions();
        saveCheckpoint();
    }

    /**
     * Replaces the reference by rows and their predictions, which later windows are compared with exactly. The open
     * window is closed first and compared with the previous reference.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row
     */
    public void rebase(Iterable<R> reference, ToDoubleFunction<? super R> score) {
        rebaseVectors(reference, row -> new double[] {score.applyAsDouble(row)});
    }

    /**
     * Replaces the reference by rows and their predictions of several numbers, like {@link #rebase(Iterable, ToDoubleFunction)}.
     *
     * @param reference the rows
     * @param score what the monitored model predicts for a row, see {@link #record(Object, double[])}
     */
    public void rebaseVectors(Iterable<R> reference, Function<? super R, double[]> score) {
        recorder.rebase(options.kept(Reference.of(layout, blocking, reference, score)));
        looks.look();
        looks.forgetVersions();
        saveCheckpoint();
    }

    /**
     * Gives a version a reference of its own, for example before it is promoted or answers as a canary: rows that name it are evaluated by themselves from now on, wherever they
     * stand among those of others. A window in which rows of several versions came has a {@linkplain MonitoringSnapshot#version() result} for each, that of the version
     * {@linkplain #putInCharge in charge} last; they share the window's part of the alarm budget in proportion to their rows. Labels count to the version that their row names.
     * Rows of versions that were not added are evaluated together and compared with the reference of the builder, or of the last {@link #rebase}. No window is cut.
     *
     * <p>The newest 8 versions are kept; rows of others then count to those without a reference of their own. Adding a version again replaces its reference and forgets its labels.
     * Each takes 32 bytes for each labelled row that is kept, see {@link #performance}.
     *
     * @param version the version, at least 1
     * @param reference a profile of the schema's features and, if predictions are to be compared, of {@code "prediction"}
     * @throws IllegalArgumentException if the version is below 1, or the reference lacks a feature or has it of another type
     */
    public void addVersion(long version, Profile reference) {
        looks.add(Versions.checked(version), Reference.of(layout, blocking, reference));
    }

    /**
     * Gives a version a reference of its own, like {@link #addVersion(long, Profile)}, of rows and their predictions.
     *
     * @param version the version, at least 1
     * @param reference the rows
     * @param score what the version predicts for a row, see {@link #record(Object, double[])}; one number for predictions of one
     * @throws IllegalArgumentException if the version is below 1
     */
    public void addVersion(long version, Iterable<R> reference, Function<? super R, double[]> score) {
        looks.add(Versions.checked(version), options.kept(Reference.of(layout, blocking, reference, score)));
    }

    /**
     * Says which version answers from now on. Rows that name none count to it; incidents are those of its rows, and {@link #performance}, {@link #harm} and
     * {@link #reference} are about it. A live model calls it when it loads a version.
     *
     * @param version the version; if it was not {@linkplain #addVersion added}, it is one of those that have no reference of their own
     */
    public void putInCharge(long version) {
        looks.putInCharge(version);
    }

    /**
     * Returns which version is in charge.
     *
     * @return the version; 0 if {@link #putInCharge} was not called
     */
    public long inCharge() {
        return recorder.inCharge();
    }

    /**
     * Returns the versions whose rows are evaluated by themselves.
     *
     * @return those that were {@linkplain #addVersion added}, in that order
     */
    public List<Long> versions() {
        return looks.added().stream().map(Versions.Added::version).toList();
    }

    /**
     * Replaces the labelled rows that estimates and harm are measured against, after a new model was promoted; call it after {@link #rebase}. Rows that were predicted before
     * are not measured any more. It is about the version in charge.
     *
     * @param rows rows with labels, and what the model predicts for them
     * @throws IllegalArgumentException if they are of another kind of prediction, or too few
     */
    public void labelledReference(ScoredRows rows) {
        labelledReference(recorder.inCharge(), rows);
    }

    /**
     * Replaces the labelled rows that estimates and harm of a version are measured against; call it after {@link #addVersion}.
     *
     * @param version the version
     * @param rows rows with labels, and what it predicts for them
     * @throws IllegalArgumentException if they are of another kind of prediction, or too few
     */
    public void labelledReference(long version, ScoredRows rows) {
        looks.measureAgainst(version, LabelledReference.of(rows));
    }

    /**
     * Returns whether estimates or harm are measured against labelled rows.
     *
     * @return true if {@link #labelledReference} makes a difference
     */
    public boolean measuresAgainstLabels() {
        return options.isEstimated || !Double.isNaN(options.harmTolerance);
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
        if (checkpoints == null) {
            flush();
        } else {
            looks.look();
        }
        unfollow();
        if (checkpoints != null) {
            looks.alone(checkpoints::close);
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

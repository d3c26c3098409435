package io.leeway.serving;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.AnyAdapter;
import io.leeway.adaptation.Revision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profile;
import io.leeway.observation.Observer;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Configures a {@link LiveModel}. Not safe for use by several threads.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 */
public final class LiveModelBuilder<R, T extends Output<T>> {

    final Schema<R> schema;
    final ModelRegistry registry;
    final String name;
    final String alias;
    final Loader<R, T> loader;
    ModelFormats formats = ModelFormats.installed();

    Clock clock = Clock.systemUTC();
    Consumer<? super Swap> onSwap = swap -> {};
    Observer observer = Observer.NONE;

    @Nullable
    PredictionRecorder<R> recorder;

    @Nullable
    ModelMonitor<R> monitor;

    @Nullable
    Bands<R> bands;

    @Nullable
    FeedbackLog<R> feedback;

    @Nullable
    Executor learner;

    boolean recordingRequired;

    Consumer<? super Revision> onRevision = revision -> {};
    Consumer<? super AdaptationStanding> onProposal = standing -> {};

    @Nullable
    RevisionPolicy revisions;

    boolean follows;

    @Nullable
    LearnerLease lease;

    private @Nullable Adaptation adaptation;
    private @Nullable AnyAdapter<R> adapter;

    LiveModelBuilder(Schema<R> schema, ModelRegistry registry, String name, String alias, Loader<R, T> loader) {
        this.schema = schema;
        this.registry = registry;
        this.name = name;
        this.alias = alias;
        this.loader = loader;
    }

    /**
     * Sets the monitor that records each prediction and the version that made it, on the calling thread; the default is none. A prediction that the
     * monitor cannot record is returned nevertheless, and counted by {@link LiveModel#unrecorded()}. With a {@linkplain #feedback log}, labels given to the
     * log are joined by the monitor too; do not give them twice. Of a model of more than two classes it records the probability of each, if it was built with those
     * {@linkplain io.leeway.monitoring.ModelMonitorBuilder#classes classes}, and otherwise the score alone, without labels. A monitor that {@linkplain ModelMonitor#resume follows} the log,
     * which it must do before the live model is built, reads predictions and labels there. Several live models, such as those of a champion and a canary, may share one.
     *
     * @param monitor the monitor, of the same schema
     * @return this builder
     */
    public LiveModelBuilder<R, T> monitor(ModelMonitor<R> monitor) {
        this.monitor = monitor;
        return this;
    }

    /**
     * Sets between which numbers the true one is expected where the model predicts a number; the default is none. The log keeps the band beside each answer, and a monitor
     * of {@linkplain io.leeway.monitoring.ModelMonitorBuilder#bands bands}, which needs them, watches their width and coverage.
     *
     * @param given the bands
     * @return this builder
     */
    public LiveModelBuilder<R, T> bands(Bands<R> given) {
        this.bands = Objects.requireNonNull(given, "given");
        return this;
    }

    /**
     * Sets the log that keeps each row, its answer, and the version and revision that gave it, before the answer is returned; the default is none. An
     * answer that cannot be recorded is given nevertheless, by the version alone, and counted by {@link LiveModel#unrecorded()}.
     *
     * @param log the log, of the same schema
     * @return this builder
     */
    public LiveModelBuilder<R, T> feedback(FeedbackLog<R> log) {
        this.feedback = log;
        return this;
    }

    /**
     * Lets a prediction fail that the log cannot record, for services whose answers acknowledge a row; by default it is given, by the version alone.
     * {@link LiveModel#answer} and its kin then throw what the log throws.
     *
     * @return this builder
     */
    public LiveModelBuilder<R, T> requireRecording() {
        this.recordingRequired = true;
        return this;
    }

    /**
     * Corrects answers by what the labels of the {@linkplain #feedback log} say; the default is none. The adapter begins with nothing, and
     * with the {@linkplain #monitor monitor}'s reference as the profile of the training rows, which must have the response for a model that predicts numbers:
     * {@link io.leeway.monitoring.profile.Profiler#withResponse}.
     *
     * @param kind how to learn, such as {@link Adaptation#standard()}
     * @return this builder
     */
    public LiveModelBuilder<R, T> adaptation(Adaptation kind) {
        this.adaptation = kind;
        this.adapter = null;
        return this;
    }

    /**
     * Corrects answers by an adapter that may have learnt before; the default is none. Rows that wait in it are not those of the log.
     *
     * @param learns the adapter, which nobody else may teach; a {@link io.leeway.adaptation.ClassAdapter} if there are more than two classes
     * @return this builder
     */
    public LiveModelBuilder<R, T> adaptation(AnyAdapter<R> learns) {
        this.adapter = learns;
        this.adaptation = null;
        return this;
    }

    /**
     * Sets what learns from labels; by default the thread that gives the label to the log, in about 3 microseconds, so that what was learnt follows from
     * the order of the log alone. With an executor, that thread only books the label.
     *
     * @param executor runs one task at a time for this model
     * @return this builder
     */
    public LiveModelBuilder<R, T> learnOn(Executor executor) {
        this.learner = executor;
        return this;
    }

    /**
     * Sets the listener that is notified of each revision of the adaptation, including the first, before an answer is computed from it; the default is none. It
     * is called within locks of the adapter, and of the log if it learns in the thread that labels: it must be quick, and call neither.
     *
     * @param listener the listener
     * @return this builder
     */
    public LiveModelBuilder<R, T> onRevision(Consumer<? super Revision> listener) {
        this.onRevision = listener;
        return this;
    }

    /**
     * Commits revisions of the adaptation to the registry, and begins with the newest and what the {@linkplain #feedback log} says behind it: a process that was
     * killed answers as one that was not, to the bit. The default is none: the adaptation begins with nothing, and what it learns is lost when the process ends.
     *
     * @param policy when to commit, such as {@link RevisionPolicy#standard()}
     * @return this builder
     */
    public LiveModelBuilder<R, T> revisions(RevisionPolicy policy) {
        this.revisions = policy;
        return this;
    }

    /**
     * Answers by the newest revision that another process has committed, and learns nothing; each {@link LiveModel#refresh()} looks for a newer one. The default is
     * none. Labels of rows that are answered here teach if the application gives row and label to the process that learns. Needs a {@linkplain #feedback log}.
     *
     * @return this builder
     */
    public LiveModelBuilder<R, T> followRevisions() {
        this.follows = true;
        return this;
    }

    /**
     * Lets one of several replicas learn and all others follow it, as with {@link #followRevisions}: the one that holds the lease. Each has a log of feedback of its own, and
     * each is given the same {@link #adaptation} and {@link #revisions}. The default is none.
     *
     * <p>Each replica must call {@link LiveModel#refresh()} several times within the lease's time, on a thread of the application. The one that learns takes the lease again
     * by it; if it does not, because it died or hangs, the next one whose refresh finds the lease ended takes over from the newest committed revision. What was learnt since that
     * is lost, and labels of rows that were answered before teach nothing. A replica that wakes up late cannot commit: the one that took over has committed, and the
     * late one follows it from its next refresh or commit on. {@link LiveModel#close()} commits and gives the lease up.
     *
     * @param leases gives the lease, such as {@code FileRegistry.leases()}
     * @param holder names this replica, unlike all others
     * @param time how long the lease lasts without being taken again
     * @return this builder
     */
    public LiveModelBuilder<R, T> lease(Leases leases, String holder, Duration time) {
        this.lease = new LearnerLease(
                leases, ModelName.of(RevisionStore.of(registry, name).name()), holder, time);
        return this;
    }

    /** The lease, with what it needs; null without one. */
    @Nullable
    LearnerLease requireLease() {
        if (lease != null && (!adapts() || revisions == null || !revisions.recovers())) {
            throw LiveFeedback.incomplete(
                    "a replica with a lease may have to take over: give it adaptation(...) and revisions(policy), which must not refuse to recover");
        }
        return lease;
    }

    /**
     * Sets the listener that is told when an adaptation that {@linkplain io.leeway.adaptation.AdaptationMode#PROPOSE may only propose} would have won so much that
     * it should act; the default is none. It is called by the thread that records or labels, without locks.
     *
     * @param listener is given what would have been won
     * @return this builder
     */
    public LiveModelBuilder<R, T> onProposal(Consumer<? super AdaptationStanding> listener) {
        this.onProposal = listener;
        return this;
    }

    boolean adapts() {
        return adapter != null || adaptation != null;
    }

    /** What learns, if nothing was committed. */
    AnyAdapter<R> freshAdapter(TrainedModel<R, ?> model) {
        Adaptation kind = adaptation;
        if (adapter == null && kind != null) {
            Profile training = Optional.ofNullable(monitor)
                    .flatMap(ModelMonitor::reference)
                    .orElseThrow(
                            () -> LiveFeedback.incomplete(
                                    "it lacks the profile of the training rows: give a monitor with a reference, or adaptation(kind.adapter(schema, profile))"));
            adapter = model.kind() != ModelKind.CLASSIFICATION
                    ? kind.regressionAdapter(schema, training)
                    : model.needsAllScores()
                            ? kind.classAdapter(schema, training, model.classes())
                            : kind.adapter(schema, training);
        }
        return java.util.Objects.requireNonNull(adapter);
    }

    LiveModelBuilder<R, T> recorder(PredictionRecorder<R> to) {
        this.recorder = to;
        return this;
    }

    /**
     * Adds a format of versions, or replaces the one with the same name, such as
     * {@code TribuoFormat.create().trusting("com.acme.models.*")}. Those of {@link ModelFormats#installed()} are
     * included by default.
     *
     * @param format the format
     * @return this builder
     */
    public LiveModelBuilder<R, T> format(ModelFormat format) {
        this.formats = formats.with(format);
        return this;
    }

    /**
     * Sets the clock for {@link Swap#at()}; the default is the system clock.
     *
     * @param clock the clock
     * @return this builder
     */
    public LiveModelBuilder<R, T> clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Sets the listener that is notified of each version that becomes live, including the first; the default is none.
     * It is called on the thread that loads the version, after the version became live. Exceptions that it throws are
     * logged and have no other effect.
     *
     * @param listener the listener
     * @return this builder
     */
    public LiveModelBuilder<R, T> onSwap(Consumer<? super Swap> listener) {
        this.onSwap = listener;
        return this;
    }

    /**
     * Sets the observer of predictions and swaps, see {@link LiveModelObservations}; the default is none, which costs a
     * prediction nothing.
     *
     * @param observer the observer, such as {@code MicrometerObserver.of(observationRegistry)}
     * @return this builder
     */
    public LiveModelBuilder<R, T> observer(Observer observer) {
        this.observer = observer;
        return this;
    }

    /**
     * Loads the version that the alias names.
     *
     * @return the live model
     * @throws io.leeway.registry.RegistryException if there is no such model or alias, or the registry fails
     * @throws io.leeway.model.ModelException if the bytes are not a model, or a model of another kind
     * @throws io.leeway.adaptation.AdaptationException if the model cannot be adapted, or something is missing for it
     * @throws io.leeway.feedback.FeedbackSchemaException if the log is of another schema
     */
    public LiveModel<R, T> build() {
        return new LiveModel<>(this);
    }
}

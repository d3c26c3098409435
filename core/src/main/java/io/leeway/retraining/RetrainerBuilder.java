package io.leeway.retraining;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.observation.Observer;
import io.leeway.pipeline.Pipeline;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Configures a {@link Retrainer}. {@link #watch}, {@link #promoteTo} and {@link #trainingData} are required. Not safe
 * for use by several threads.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 */
public final class RetrainerBuilder<R, T extends Output<T>> {

    final Pipeline<R, T> pipeline;
    final RetrainingPolicy policy;
    private @Nullable Watch watch;
    private @Nullable LiveModel<R, T> live;
    private @Nullable Function<? super Instant, ? extends Iterable<R>> data;
    Clock clock = Clock.systemUTC();
    Observer observer = Observer.NONE;
    Consumer<? super RetrainingOutcome<R, T>> listener = outcome -> {};
    RetrainerState state = RetrainerState.none();

    RetrainerBuilder(Pipeline<R, T> pipeline, RetrainingPolicy policy) {
        this.pipeline = pipeline;
        this.policy = policy;
    }

    /**
     * Sets the monitor that provides the signals. Its reference is replaced after each promotion: by
     * {@code PipelineRun.holdOutProfile()} if its reference has predictions, otherwise by {@code trainingProfile()}.
     *
     * @param monitor the monitor of the live model
     * @return this builder
     */
    public RetrainerBuilder<R, T> watch(ModelMonitor<R> monitor) {
        return watch(new MonitorWatch(monitor));
    }

    RetrainerBuilder<R, T> watch(Watch source) {
        this.watch = source;
        return this;
    }

    /**
     * Sets the live model that serves promoted challengers.
     *
     * @param model the live model, with the registry, name and alias of the pipeline
     * @return this builder
     */
    public RetrainerBuilder<R, T> promoteTo(LiveModel<R, T> model) {
        this.live = model;
        return this;
    }

    /**
     * Sets the source of training rows.
     *
     * <p>The function receives the time of the tick and must return only rows whose label was known by then, the oldest
     * first. The pipeline holds out the newest of them to evaluate its candidates.
     *
     * @param rowsKnownAt returns the rows, for example those of the last 60 days
     * @return this builder
     */
    public RetrainerBuilder<R, T> trainingData(Function<? super Instant, ? extends Iterable<R>> rowsKnownAt) {
        this.data = rowsKnownAt;
        return this;
    }

    /**
     * Sets the clock; the default is the system clock in UTC.
     *
     * @param source the clock
     * @return this builder
     */
    public RetrainerBuilder<R, T> clock(Clock source) {
        this.clock = source;
        return this;
    }

    /**
     * Sets the observer of ticks, see {@link RetrainerObservations}; the default is none. For traces that show all of a
     * retraining, give it to the pipeline, the live model and the monitor too.
     *
     * @param ticks the observer, such as {@code MicrometerObserver.of(observationRegistry)}
     * @return this builder
     */
    public RetrainerBuilder<R, T> observer(Observer ticks) {
        this.observer = ticks;
        return this;
    }

    /**
     * Sets the listener that is notified of each outcome except {@code BUSY}, on the thread of the tick; the default is
     * none.
     *
     * @param told the listener
     * @return this builder
     */
    public RetrainerBuilder<R, T> listener(Consumer<? super RetrainingOutcome<R, T>> told) {
        this.listener = told;
        return this;
    }

    /**
     * Sets the initial state, as returned by {@link Retrainer#state()}; the default is {@link RetrainerState#none()}.
     *
     * @param remembered the state
     * @return this builder
     */
    public RetrainerBuilder<R, T> state(RetrainerState remembered) {
        this.state = remembered;
        return this;
    }

    Watch watched() {
        return said(watch, "watch(...)");
    }

    LiveModel<R, T> liveModel() {
        return said(live, "promoteTo(...)");
    }

    Function<? super Instant, ? extends Iterable<R>> data() {
        return said(data, "trainingData(...)");
    }

    private <V> V said(@Nullable V part, String how) {
        if (part == null) {
            throw new PolicyException(policy.name(), "the retrainer lacks a part; say " + how + " before build()", how);
        }
        return part;
    }

    /**
     * Validates the configuration and builds the retrainer.
     *
     * @return the retrainer
     * @throws PolicyException if a required part is missing, the pipeline has no registry, or the live model serves
     *     another model or alias than that of the pipeline
     */
    public Retrainer<R, T> build() {
        LiveModel<R, T> model = liveModel();
        if (pipeline.registry().isEmpty()) {
            throw new PolicyException(
                    policy.name(),
                    "pipeline " + pipeline.name()
                            + " registers nowhere, so nothing could be promoted; say register(...)",
                    pipeline.name());
        }
        String trained = pipeline.name() + "/" + pipeline.champion();
        String served = model.name() + "/" + model.alias();
        if (!trained.equals(served)) {
            throw new PolicyException(
                    policy.name(),
                    "the pipeline trains " + trained + " but the live model serves " + served
                            + "; they must be the same",
                    trained,
                    served);
        }
        return new Retrainer<>(this);
    }
}

package io.leeway.retraining;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.pipeline.Pipeline;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Collects the parts of a retrainer; not safe for use by several threads. {@link #watch}, {@link #promoteTo} and
 * {@link #trainingData} must be said.
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
    Consumer<? super RetrainingOutcome<R, T>> listener = outcome -> {};
    RetrainerState state = RetrainerState.none();

    RetrainerBuilder(Pipeline<R, T> pipeline, RetrainingPolicy policy) {
        this.pipeline = pipeline;
        this.policy = policy;
    }

    /**
     * Sets the monitor that the signals are read from; it is rebased after each promotion: on
     * {@code PipelineRun.holdOutProfile()} where its reference has predictions, and on {@code trainingProfile()} otherwise.
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
     * Sets the live model that a challenger is promoted to.
     *
     * @param model the live model, of the pipeline's registry, name and alias
     * @return this builder
     */
    public RetrainerBuilder<R, T> promoteTo(LiveModel<R, T> model) {
        this.live = model;
        return this;
    }

    /**
     * Sets where training rows come from.
     *
     * <p>The function is given the moment of the look and must return only rows whose label was known by then, oldest first;
     * the pipeline holds out the newest of them to judge its candidates.
     *
     * @param rowsKnownAt gives the rows, such as those of the last 60 days
     * @return this builder
     */
    public RetrainerBuilder<R, T> trainingData(Function<? super Instant, ? extends Iterable<R>> rowsKnownAt) {
        this.data = rowsKnownAt;
        return this;
    }

    /**
     * Sets the clock; the system's in UTC unless set.
     *
     * @param source the clock
     * @return this builder
     */
    public RetrainerBuilder<R, T> clock(Clock source) {
        this.clock = source;
        return this;
    }

    /**
     * Sets who is told of each outcome but {@code BUSY}, by the thread that looked; nobody unless set.
     *
     * @param told the listener
     * @return this builder
     */
    public RetrainerBuilder<R, T> listener(Consumer<? super RetrainingOutcome<R, T>> told) {
        this.listener = told;
        return this;
    }

    /**
     * Goes on from a state that {@link Retrainer#state()} gave; {@link RetrainerState#none()} unless set.
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
     * Checks that the parts fit together and makes the retrainer.
     *
     * @return the retrainer
     * @throws PolicyException if a part is missing, the pipeline registers nowhere, or the live model serves another model or
     *     alias than the pipeline trains
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

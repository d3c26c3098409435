package io.leeway.retraining;

import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.observation.Observer;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.ModelVersion;
import io.leeway.retraining.RetrainerState.Tenure;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.serving.LiveModel;
import io.leeway.serving.Swap;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Closes the loop: reads the signals of the monitor, evaluates the policy, and trains, gates and promotes a challenger
 * if the policy decides to retrain.
 *
 * <pre>{@code
 * Retrainer<Flight, Label> retrainer = Retrainer.of(pipeline, policy)
 *     .watch(monitor).promoteTo(live).trainingData(now -> labelledRowsBefore(now)).build();
 * RetrainingOutcome<Flight, Label> outcome = retrainer.tick();
 * }</pre>
 *
 * <p>A {@link #tick()} first follows the alias ({@link LiveModel#refresh()}), because somebody may have moved it. Then
 * it reads the newest window of the monitor, the champion's metrics at its registration ({@code Lineage.metrics()}) as
 * baselines, and the time since the alias was moved to the champion. Metrics of the positive class, such as
 * {@code f1(true)}, are also available as {@code f1}, and {@code baseRateLogLoss} is derived from the monitor's
 * {@code baseRate}. Windows of a replaced model are ignored, and metrics are computed only on rows that were predicted
 * since the promotion of the current version. If the live model has an adaptation, its gain and the trust in its experts are read too; they, and
 * the estimate of what a training would gain, begin anew with each champion and after a restart. Therefore the times of rows, the clock of the retrainer and the clock of
 * the registry must be consistent.
 *
 * <p>A challenger that passed its gates is promoted by compare-and-set against the champion that it was compared with,
 * so that a person who moved the alias meanwhile is never overruled. Then the reference of the monitor is replaced by
 * the profile of the training rows or, if the monitor compares predictions too, of the held-out rows.
 *
 * <p>Safe for use by several threads; one tick at a time does the work, others return {@code BUSY} immediately.
 * Exceptions are reported as outcomes.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 */
public final class Retrainer<R, T extends Output<T>> {

    /** The default time between two ticks: one hour. */
    public static final Duration DEFAULT_DELAY = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(Retrainer.class.getName());

    private final Pipeline<R, T> pipeline;
    private final RetrainingPolicy policy;
    private final Watch watch;
    private final LiveModel<R, T> live;
    private final Function<? super Instant, ? extends Iterable<R>> data;
    private final Clock clock;
    private final Observer observer;
    private final Consumer<? super RetrainingOutcome<R, T>> listener;
    private final RetrainerCounts counts = new RetrainerCounts();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AdaptationWatch adaptation = new AdaptationWatch(PolicyBacktest.DEFAULT_METRIC_ROWS);
    private volatile Memory memory;

    /** The policy's state; new labels are what was carried over and what the watch counted above its count at the start. */
    private record Memory(PolicyState policy, long carriedLabels, long countedFrom, Tenure tenure) {

        long newLabels(long counted) {
            return carriedLabels + Math.max(0, counted - countedFrom);
        }

        /** Another version is live: the counts of conditions for the previous one do not apply to it. */
        Memory served(Tenure next) {
            return new Memory(policy.withStreaks(Map.of()), carriedLabels, countedFrom, next);
        }
    }

    Retrainer(RetrainerBuilder<R, T> builder) {
        this.pipeline = builder.pipeline;
        this.policy = builder.policy;
        this.watch = builder.watched();
        this.live = builder.liveModel();
        this.data = builder.data();
        this.clock = builder.clock;
        this.observer = builder.observer;
        this.listener = builder.listener;
        RetrainerState state = builder.state.seenBy(watch.window());
        Tenure tenure = state.tenure().version() == 0
                ? new Tenure(live.version().number(), Optional.empty(), 0)
                : state.tenure();
        this.memory = new Memory(state.policy(), state.newLabels(), watch.labels(), tenure);
    }

    /**
     * Starts building a retrainer.
     *
     * @param <R> the type of rows
     * @param <T> the type of outputs
     * @param pipeline the pipeline that trains and gates
     * @param policy the policy that decides when to retrain
     * @return a builder
     */
    public static <R, T extends Output<T>> RetrainerBuilder<R, T> of(Pipeline<R, T> pipeline, RetrainingPolicy policy) {
        return new RetrainerBuilder<>(pipeline, policy);
    }

    /**
     * Evaluates the policy once and carries out its decision, on the calling thread.
     *
     * @return the outcome; a failed training is an outcome, not an exception
     * @throws RuntimeException if the listener throws an exception, after everything else is done
     */
    public RetrainingOutcome<R, T> tick() {
        return observer.observe(
                RetrainerObservations.TICK
                        .with(RetrainerObservations.MODEL, live.name())
                        .with(RetrainerObservations.ALIAS, live.alias()),
                this::tick);
    }

    private RetrainingOutcome<R, T> tick(Observed observed) {
        Instant now = clock.instant();
        RetrainingOutcome<R, T> outcome;
        if (!looking.compareAndSet(false, true)) {
            outcome = outcome(now, Status.BUSY, "another tick is running", null, null, null);
            counts.outcome(outcome.status());
            report(outcome, observed);
            return outcome;
        }
        try {
            outcome = look(now);
        } finally {
            looking.set(false);
        }
        counts.outcome(outcome.status());
        report(outcome, observed);
        try {
            listener.accept(outcome);
        } catch (RuntimeException e) {
            counts.listenerFailures.increment();
            throw e;
        }
        return outcome;
    }

    private void report(RetrainingOutcome<R, T> outcome, Observed observed) {
        outcome.failure().ifPresent(observed::failed);
        observed.put(RetrainerObservations.VERSION, outcome.champion())
                .put(RetrainerObservations.EXPLANATION, outcome.sentence())
                .put(Activity.OUTCOME, outcome.status().name().toLowerCase(Locale.ROOT));
    }

    private RetrainingOutcome<R, T> look(Instant now) {
        Decision decision;
        try {
            followAlias(now);
            decision = policy.decide(signals(now), memory.policy());
        } catch (RuntimeException e) {
            return outcome(now, Status.FAILED, "no decision could be made: " + e, null, null, e);
        }
        counts.decision(decision.reason());
        Memory before = memory;
        // Remembered before the training, so that one that fails counts for pause and budget too.
        memory = decision.isRetrain()
                ? new Memory(decision.next(), 0, watch.labels(), before.tenure())
                : new Memory(decision.next(), before.carriedLabels(), before.countedFrom(), before.tenure());
        return decision.isRetrain()
                ? train(now, decision)
                : outcome(now, Status.HELD, decision.sentence(), decision, null, null);
    }

    /** Somebody may have moved the alias, or rolled back, since the last look. */
    private void followAlias(Instant now) {
        live.refresh();
        int serving = live.version().number();
        if (serving != memory.tenure().version()) {
            adaptation.promoted();
            watch.serves(serving);
            memory = memory.served(new Tenure(serving, Optional.of(now), watch.window()));
        }
    }

    private RetrainingOutcome<R, T> train(Instant now, Decision decision) {
        long start = System.nanoTime();
        PipelineRun<R, T> run;
        try {
            run = pipeline.run(data.apply(now));
        } catch (RuntimeException e) {
            return outcome(now, Status.FAILED, decision.sentence() + " The training failed: " + e, decision, null, e);
        } finally {
            counts.training(System.nanoTime() - start);
        }
        Optional<ModelVersion> version = run.winner().isPresent() ? run.version() : Optional.empty();
        if (version.isEmpty()) {
            String why = decision.sentence() + " Not promoted: " + run.explanation();
            return outcome(now, Status.REJECTED, why, decision, run, null);
        }
        try {
            return promote(now, decision, run, version.get());
        } catch (AliasConflictException e) {
            String why =
                    decision.sentence() + " Version " + version.get().number() + " was overtaken: " + e.getMessage();
            return outcome(now, Status.OVERTAKEN, why, decision, run, e);
        } catch (RuntimeException e) {
            String why =
                    decision.sentence() + " Promoting version " + version.get().number() + " failed: " + e;
            return outcome(now, Status.FAILED, why, decision, run, e);
        }
    }

    private RetrainingOutcome<R, T> promote(
            Instant now, Decision decision, PipelineRun<R, T> run, ModelVersion challenger) {
        int measuredAgainst = run.champion().map(ModelVersion::number).orElse(0);
        @Nullable RuntimeException failure = null;
        try {
            // Before its first answer, so that each of its rows is compared with its own reference.
            watch.expect(run, challenger.number());
        } catch (RuntimeException e) {
            failure = e;
        }
        Swap swap = live.switchTo(measuredAgainst, challenger.number(), decision.sentence());
        watch.serves(swap.to());
        String what = decision.sentence() + " Version " + swap.to() + " replaced version " + swap.from() + ": "
                + run.explanation();
        Instant since = clock.instant();
        if (failure != null) {
            what += " But the monitor goes on comparing with the rows that version " + swap.from() + " was trained on: "
                    + failure;
        }
        memory = memory.served(new Tenure(swap.to(), Optional.of(since), watch.window()));
        adaptation.promoted();
        return outcome(now, Status.PROMOTED, what, decision, run, failure);
    }

    private Signals signals(Instant now) {
        Memory known = memory;
        Signals signals = watch.observe(Signals.at(now), known.tenure())
                .withChampion(live.version(), live.since())
                .withNewLabels(known.newLabels(watch.labels()));
        return adaptation.observe(signals, live.adaptation());
    }

    private RetrainingOutcome<R, T> outcome(
            Instant now,
            Status status,
            String sentence,
            @Nullable Decision decision,
            @Nullable PipelineRun<R, T> run,
            @Nullable RuntimeException failure) {
        return new RetrainingOutcome<>(
                now,
                status,
                sentence,
                live.version().number(),
                Optional.ofNullable(decision),
                Optional.ofNullable(run),
                Optional.ofNullable(failure));
    }

    RetrainerCounts counts() {
        return counts;
    }

    /** The model's name and the alias whose version is replaced. */
    LiveModel<R, T> live() {
        return live;
    }

    /**
     * Returns the state to store, so that a retrainer built after a restart continues like this one.
     *
     * @return the current state
     */
    public RetrainerState state() {
        Memory now = memory;
        return new RetrainerState(now.policy(), now.newLabels(watch.labels()), now.tenure());
    }

    /**
     * Runs {@link #tick()} repeatedly on an executor, with a delay of {@link #DEFAULT_DELAY}.
     *
     * @param executor the executor that runs ticks and trainings; the retrainer never shuts it down
     * @return a handle to stop the ticks
     */
    public RetrainingSchedule start(ScheduledExecutorService executor) {
        return start(executor, DEFAULT_DELAY);
    }

    /**
     * Runs {@link #tick()} repeatedly on an executor, for the first time after one delay.
     *
     * <p>The delay is the time from the end of a tick to the start of the next. An exception of a listener is logged
     * and has no other effect; an {@link Error} is logged and stops the ticks.
     *
     * @param executor the executor that runs ticks and trainings; the retrainer never shuts it down
     * @param delay the time between two ticks, above zero
     * @return a handle to stop the ticks
     * @throws PolicyException if the delay is zero or negative
     */
    public RetrainingSchedule start(ScheduledExecutorService executor, Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new PolicyException(policy.name(), "the time between two ticks must be above zero, not " + delay);
        }
        Runnable look = () -> {
            try {
                tick();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener of the retrainer of " + pipeline.name() + " threw", e);
            } catch (Error e) {
                LOG.log(Level.ERROR, "an error stops the retrainer of " + pipeline.name(), e);
                throw e;
            }
        };
        long nanos = delay.toNanos();
        return new RetrainingSchedule(executor.scheduleWithFixedDelay(look, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public String toString() {
        return "retrainer of " + pipeline.name() + " by " + policy;
    }
}

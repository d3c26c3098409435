package io.leeway.retraining;

import io.leeway.retraining.Decision.Reason;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Publishes what a {@link Retrainer} decided and did as Micrometer meters, all with the tags {@code model} and
 * {@code alias}: {@code RetrainerMetrics.of(retrainer).bindTo(meterRegistry)}.
 *
 * <p>The constants are the names, also for dashboards; {@code docs/meters.md} lists all meters with types, units and tags.
 * Counts are kept whether or not a registry is bound. Registries refer to the retrainer weakly. This is the only class of
 * the package that needs Micrometer.
 */
public final class RetrainerMetrics implements MeterBinder {
    /** Counter: decisions of the policy; tags {@code action}: retrain, hold, and {@code reason}. */
    public static final String DECISIONS = "leeway.retrainer.decisions";

    /** Counter: outcomes of ticks; tag {@code status}: held, promoted, rejected, overtaken, failed, busy. */
    public static final String OUTCOMES = "leeway.retrainer.outcomes";

    /** Timer: runs of the pipeline, failed ones included: reading the rows, training, evaluation, registration. */
    public static final String TRAININGS = "leeway.retrainer.trainings";

    /** Counter: exceptions thrown by the listener of outcomes. */
    public static final String LISTENER_FAILURES = "leeway.retrainer.listener.failures";

    private final Retrainer<?, ?> retrainer;
    private final Tags tags;

    private RetrainerMetrics(Retrainer<?, ?> retrainer, Tags tags) {
        this.retrainer = retrainer;
        this.tags = tags;
    }

    /**
     * Returns a binder for the meters of a retrainer.
     *
     * @param retrainer the retrainer; registries refer to it weakly
     * @return a binder
     */
    public static RetrainerMetrics of(Retrainer<?, ?> retrainer) {
        return new RetrainerMetrics(
                retrainer,
                Tags.of(
                        "model",
                        retrainer.live().name(),
                        "alias",
                        retrainer.live().alias()));
    }

    /**
     * Returns a binder that adds tags to all meters.
     *
     * @param more the tags
     * @return another binder
     */
    public RetrainerMetrics tags(Iterable<Tag> more) {
        return new RetrainerMetrics(retrainer, tags.and(more));
    }

    /**
     * Registers the meters. Meters of a retrainer that was bound before with the same tags are removed first, because a
     * registry would otherwise continue to show the old one.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            Tags decided = Tags.of("action", reason == Reason.CONDITION_MET ? "retrain" : "hold");
            counter(
                    registry,
                    DECISIONS,
                    tags.and(decided).and("reason", tag(reason)),
                    "Decisions of the policy",
                    counts -> counts.decisions(reason));
        }
        for (Status status : Status.values()) {
            counter(
                    registry,
                    OUTCOMES,
                    tags.and("status", tag(status)),
                    "Outcomes of the ticks of the retrainer",
                    counts -> counts.outcomes(status));
        }
        counter(
                registry,
                LISTENER_FAILURES,
                tags,
                "Exceptions thrown by the listener of outcomes",
                counts -> counts.listenerFailures.sum());
        registry.removeByPreFilterId(new Meter.Id(TRAININGS, tags, null, null, Meter.Type.TIMER));
        FunctionTimer.builder(
                        TRAININGS,
                        retrainer,
                        from -> from.counts().trainings(),
                        from -> from.counts().trainingNanos(),
                        TimeUnit.NANOSECONDS)
                .tags(tags)
                .description("Runs of the pipeline, and the time that they took")
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void counter(
            MeterRegistry registry,
            String name,
            Tags meterTags,
            String description,
            ToDoubleFunction<RetrainerCounts> value) {
        registry.removeByPreFilterId(new Meter.Id(name, meterTags, null, null, Meter.Type.COUNTER));
        FunctionCounter.builder(name, retrainer, from -> value.applyAsDouble(from.counts()))
                .tags(meterTags)
                .description(description)
                .register(registry);
    }
}

package io.leeway.serving;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of a {@link LiveModel} as Micrometer meters, all with the tags {@code model} and {@code alias}:
 * {@code LiveModelMetrics.of(live).bindTo(meterRegistry)}.
 *
 * <p>The constants are the names, also for dashboards; {@code docs/meters.md} lists all meters with types, units and tags.
 *
 * <p>Counts are kept whether or not a registry is bound; reading them does not slow down predictions. A gauge is NaN
 * after the live model has been garbage-collected: registries refer to it weakly. This is the only class of the package
 * that needs Micrometer.
 */
public final class LiveModelMetrics implements MeterBinder {
    /** Counter: rows answered. */
    public static final String ANSWERS = "leeway.model.answers";

    /** Counter: predictions that the monitor could not record. */
    public static final String ANSWERS_UNRECORDED = "leeway.model.answers.unrecorded";

    /** Counter: values with categories that did not occur in the training data; tag {@code feature}. */
    public static final String CATEGORIES_UNSEEN = "leeway.model.categories.unseen";

    /** Gauge: the number of the live version. */
    public static final String VERSION = "leeway.model.version";

    /** Gauge: when that version was promoted, in seconds since 1970. */
    public static final String SINCE = "leeway.model.since";

    /** Gauge: seconds since that version was promoted, by the clock of the live model. */
    public static final String AGE = "leeway.model.age";

    /** Counter: changes of the live version; tag {@code cause}: switched, rolled_back, followed. */
    public static final String SWAPS = "leeway.model.swaps";

    /** Counter: exceptions of {@link LiveModel#refresh()}: the registry or the new version could not be read. */
    public static final String REFRESH_FAILURES = "leeway.model.refresh.failures";

    /** Counter: exceptions thrown by the listener of swaps. */
    public static final String LISTENER_FAILURES = "leeway.model.listener.failures";

    /** Gauge: the weight of each expert of the adaptation, 0 to 1; tag {@code expert}. Only with an adaptation, as the next three. */
    public static final String ADAPTATION_WEIGHT = "leeway.model.adaptation.weight";

    /** Gauge: what the adaptation has gained over the champion alone, in nats of log loss a label, over all labels. */
    public static final String ADAPTATION_GAIN = "leeway.model.adaptation.gain";

    /** Gauge: answers that wait for their label. */
    public static final String ADAPTATION_WAITING = "leeway.model.adaptation.waiting";

    /** Counter: labels that the adaptation has learnt. */
    public static final String ADAPTATION_LABELS = "leeway.model.adaptation.labels";

    private final LiveModel<?, ?> live;
    private final Tags tags;

    private LiveModelMetrics(LiveModel<?, ?> live, Tags tags) {
        this.live = live;
        this.tags = tags;
    }

    /**
     * Returns a binder for the meters of a live model.
     *
     * @param live the live model; registries refer to it weakly
     * @return a binder
     */
    public static LiveModelMetrics of(LiveModel<?, ?> live) {
        return new LiveModelMetrics(live, Tags.of("model", live.name(), "alias", live.alias()));
    }

    /**
     * Returns a binder that adds tags to all meters.
     *
     * @param more the tags
     * @return another binder
     */
    public LiveModelMetrics tags(Iterable<Tag> more) {
        return new LiveModelMetrics(live, tags.and(more));
    }

    /**
     * Registers the meters. Meters of a live model that was bound before with the same tags are removed first, because
     * a registry would otherwise continue to show the old one.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        counter(registry, ANSWERS, tags, "Rows answered", LiveModelMetrics::answers);
        counter(
                registry,
                ANSWERS_UNRECORDED,
                tags,
                "Predictions that the monitor could not record",
                LiveModel::unrecorded);
        for (Feature<?> feature : live.features()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                counter(
                        registry,
                        CATEGORIES_UNSEEN,
                        tags.and("feature", feature.name()),
                        "Categories that the model answering had not seen in training",
                        model -> model.unseenCategoriesOf(feature));
            }
        }
        gauge(registry, VERSION, tags, null, "Number of the version that answers", model -> model.version()
                .number());
        gauge(registry, SINCE, tags, "seconds", "When that version was promoted", model -> model.since()
                .getEpochSecond());
        gauge(registry, AGE, tags, "seconds", "Time since that version was promoted", model -> model.age()
                .toSeconds());
        bindChanges(registry);
        live.adaptation().ifPresent(standing -> bindAdaptation(registry, standing));
    }

    private void bindAdaptation(MeterRegistry registry, AdaptationStanding now) {
        for (int k = 0; k < now.experts().size(); k++) {
            int expert = k;
            gauge(
                    registry,
                    ADAPTATION_WEIGHT,
                    tags.and("expert", now.experts().get(k).name()),
                    null,
                    "Weight of the expert in the adaptation",
                    adapted(standing -> standing.experts().get(expert).weight()));
        }
        gauge(
                registry,
                ADAPTATION_GAIN,
                tags,
                null,
                "Log loss of the champion alone minus that of the answers, a label",
                adapted(standing -> standing.labels() == 0 ? 0 : -standing.excess() / standing.labels()));
        gauge(
                registry,
                ADAPTATION_WAITING,
                tags,
                null,
                "Answers that wait for their label",
                adapted(AdaptationStanding::outstanding));
        counter(
                registry,
                ADAPTATION_LABELS,
                tags,
                "Labels that the adaptation has learnt",
                adapted(AdaptationStanding::labels));
    }

    private static ToDoubleFunction<LiveModel<?, ?>> adapted(ToDoubleFunction<AdaptationStanding> value) {
        return model -> model.adaptation().map(value::applyAsDouble).orElse(Double.NaN);
    }

    private void bindChanges(MeterRegistry registry) {
        swaps(registry, "switched", LiveModelCounts::switchedOtherwise);
        swaps(registry, "rolled_back", counts -> counts.rolledBack.sum());
        swaps(registry, "followed", counts -> counts.followed.sum());
        counter(
                registry,
                REFRESH_FAILURES,
                tags,
                "Refreshes that failed to read the registry or the new version",
                model -> model.counts.refreshFailures.sum());
        counter(
                registry,
                LISTENER_FAILURES,
                tags,
                "Exceptions thrown by the listener of swaps",
                model -> model.counts.listenerFailures.sum());
    }

    private void swaps(MeterRegistry registry, String cause, ToDoubleFunction<LiveModelCounts> count) {
        counter(
                registry,
                SWAPS,
                tags.and("cause", cause),
                "Changes of the version that answers",
                model -> count.applyAsDouble(model.counts));
    }

    private static double answers(LiveModel<?, ?> live) {
        return live.answersByVersion().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void counter(
            MeterRegistry registry,
            String name,
            Tags meterTags,
            String description,
            ToDoubleFunction<LiveModel<?, ?>> value) {
        registry.removeByPreFilterId(new Meter.Id(name, meterTags, null, null, Meter.Type.COUNTER));
        FunctionCounter.builder(name, live, value)
                .tags(meterTags)
                .description(description)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            Tags meterTags,
            @Nullable String unit,
            String description,
            ToDoubleFunction<LiveModel<?, ?>> value) {
        registry.removeByPreFilterId(new Meter.Id(name, meterTags, null, null, Meter.Type.GAUGE));
        Gauge.builder(name, live, value)
                .tags(meterTags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}

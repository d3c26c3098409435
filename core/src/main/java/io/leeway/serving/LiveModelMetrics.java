package io.leeway.serving;

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
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type, unit</th><th>further tags</th></tr>
 * <tr><td>{@code leeway.model.answers}</td><td>counter</td><td></td></tr>
 * <tr><td>{@code leeway.model.answers.unrecorded}</td><td>counter, predictions that the monitor could not record</td><td></td></tr>
 * <tr><td>{@code leeway.model.categories.unseen}</td><td>counter, values with categories that did not occur in the training data</td><td>{@code feature}</td></tr>
 * <tr><td>{@code leeway.model.version}</td><td>gauge, the number of the live version</td><td></td></tr>
 * <tr><td>{@code leeway.model.since}</td><td>gauge, seconds since 1970 at which that version was promoted</td><td></td></tr>
 * </table>
 *
 * <p>Counts are kept whether or not a registry is bound; reading them does not slow down predictions. A gauge is NaN
 * after the live model has been garbage-collected: registries refer to it weakly. This is the only class of the package
 * that needs Micrometer.
 */
public final class LiveModelMetrics implements MeterBinder {

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
        counter(registry, "leeway.model.answers", tags, "Rows answered", LiveModelMetrics::answers);
        counter(
                registry,
                "leeway.model.answers.unrecorded",
                tags,
                "Predictions that the monitor could not record",
                LiveModel::unrecorded);
        for (Feature<?> feature : live.features()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                counter(
                        registry,
                        "leeway.model.categories.unseen",
                        tags.and("feature", feature.name()),
                        "Categories that the model answering had not seen in training",
                        model -> model.unseenCategoriesOf(feature));
            }
        }
        gauge(registry, "leeway.model.version", null, "Number of the version that answers", model -> model.version()
                .number());
        gauge(registry, "leeway.model.since", "seconds", "When that version was promoted", model -> model.since()
                .getEpochSecond());
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
            @Nullable String unit,
            String description,
            ToDoubleFunction<LiveModel<?, ?>> value) {
        registry.removeByPreFilterId(new Meter.Id(name, tags, null, null, Meter.Type.GAUGE));
        Gauge.builder(name, live, value)
                .tags(tags)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}

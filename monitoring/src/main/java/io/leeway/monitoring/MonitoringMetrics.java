package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of a {@link ModelMonitor} as Micrometer meters, all with the tag {@code monitor}.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type, unit</th><th>further tags</th></tr>
 * <tr><td>{@code leeway.monitor.rows}</td><td>counter, rows</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.rows.rejected}</td><td>counter, rows</td><td>{@code reason}: unreadable</td></tr>
 * <tr><td>{@code leeway.monitor.rows.late}</td><td>counter, rows</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.predictions.invalid}</td><td>counter, predictions</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.windows}</td><td>counter, evaluated windows</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.window.rows}</td><td>gauge, rows of the last window</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.drift.share}</td><td>gauge, 0 to 1</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.feature.drift}</td><td>gauge, the test's statistic</td><td>{@code feature}, {@code test}</td></tr>
 * <tr><td>{@code leeway.monitor.feature.missing}</td><td>gauge, share 0 to 1</td><td>{@code feature}</td></tr>
 * <tr><td>{@code leeway.monitor.feature.unseen}</td><td>gauge, share 0 to 1</td><td>{@code feature}</td></tr>
 * <tr><td>{@code leeway.monitor.quality.failing}</td><td>gauge, expectations</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.performance}</td><td>gauge</td><td>{@code metric}</td></tr>
 * <tr><td>{@code leeway.monitor.alerts}</td><td>counter</td><td>{@code kind}</td></tr>
 * <tr><td>{@code leeway.monitor.labels}</td><td>counter</td><td>{@code outcome}: matched, unknown, replaced, expired</td></tr>
 * <tr><td>{@code leeway.monitor.labels.waiting}</td><td>gauge, predictions</td><td></td></tr>
 * <tr><td>{@code leeway.monitor.listener.failures}</td><td>counter</td><td></td></tr>
 * </table>
 *
 * <p>The unit is declared as Micrometer's base unit if the name does not end with it already: Prometheus shows
 * {@code leeway_monitor_rows_late_rows_total} and {@code leeway_monitor_drift_share}.
 *
 * <p>A gauge is NaN if there is no value, or after the monitor has been garbage-collected: registries refer to it
 * weakly. All meters except those of rows and labels show the last snapshot, so reading them costs nothing. Apart from
 * the builder's {@code bindTo}, this is the only class that needs Micrometer.
 */
public final class MonitoringMetrics implements MeterBinder {
    /** What a share, a statistic and a metric are counted in. */
    private static final String NO_UNIT = "";

    private static final System.Logger LOGGER = System.getLogger(MonitoringMetrics.class.getName());

    private final ModelMonitor<?> monitor;
    private final Tags tags;

    private MonitoringMetrics(ModelMonitor<?> monitor, Tags tags) {
        this.monitor = monitor;
        this.tags = tags;
    }

    /**
     * Returns a binder for the meters of a monitor.
     *
     * @param monitor the monitor; registries refer to it weakly
     * @return a binder
     */
    public static MonitoringMetrics of(ModelMonitor<?> monitor) {
        return new MonitoringMetrics(monitor, Tags.of("monitor", monitor.name()));
    }

    /**
     * Returns a binder that adds tags to all meters.
     *
     * @param more the tags
     * @return another binder
     */
    public MonitoringMetrics tags(Iterable<Tag> more) {
        return new MonitoringMetrics(monitor, tags.and(more));
    }

    /**
     * Registers the meters. Meters of a monitor that was bound before with the same name and tags are removed first,
     * because a registry would otherwise continue to show the old monitor. Monitors that run at the same time need
     * different {@linkplain ModelMonitorBuilder#name names}.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        if (registry.removeByPreFilterId(id("leeway.monitor.rows", tags, Meter.Type.COUNTER)) != null) {
            LOGGER.log(
                    Level.INFO,
                    "a monitor \"" + monitor.name()
                            + "\" was bound before; its meters show the newer one of the name now");
        }
        bindRows(registry);
        bindDrift(registry);
        bindOutcomes(registry);
    }

    private void bindRows(MeterRegistry registry) {
        counter(registry, "leeway.monitor.rows", "rows", tags, "Rows recorded", ModelMonitor::rows);
        counter(
                registry,
                "leeway.monitor.rows.rejected",
                "rows",
                tags.and("reason", "unreadable"),
                "Rows with a value that could not be read",
                m -> m.totals().unreadable.get());
        counter(
                registry,
                "leeway.monitor.rows.late",
                "rows",
                tags,
                "Rows whose time lies before their window",
                m -> m.totals().late.get());
        counter(
                registry,
                "leeway.monitor.predictions.invalid",
                "predictions",
                tags,
                "Predictions that are not a probability or not finite",
                m -> m.totals().invalid.get());
        counter(registry, "leeway.monitor.windows", "windows", tags, "Windows evaluated", m -> m.totals()
                .windows
                .get());
        gauge(registry, "leeway.monitor.window.rows", "rows", tags, "Rows of the last window", m -> m.snapshot()
                .rows());
        counter(
                registry,
                "leeway.monitor.listener.failures",
                "failures",
                tags,
                "Exceptions thrown by listeners",
                m -> m.totals().listenerFailures.get());
    }

    private void bindDrift(MeterRegistry registry) {
        gauge(
                registry,
                "leeway.monitor.drift.share",
                NO_UNIT,
                tags,
                "Share of features with sufficient data that drifted",
                m -> m.snapshot().driftShare().orElse(Double.NaN));
        gauge(
                registry,
                "leeway.monitor.quality.failing",
                "expectations",
                tags,
                "Expectations that the last window failed",
                m -> m.snapshot()
                        .expectations()
                        .map(report -> (double) report.failures().size())
                        .orElse(Double.NaN));
        for (Feature<?> feature : monitor.features()) {
            Tags featureTags = tags.and("feature", feature.name());
            bindTests(registry, feature.name(), feature.type());
            gauge(
                    registry,
                    "leeway.monitor.feature.missing",
                    NO_UNIT,
                    featureTags,
                    "Share of rows without a value",
                    m -> quality(m, feature.name(), FeatureQuality::missingShare));
            if (feature.type() == FeatureType.CATEGORICAL) {
                gauge(
                        registry,
                        "leeway.monitor.feature.unseen",
                        NO_UNIT,
                        featureTags,
                        "Share of rows with a category that the reference does not know",
                        m -> quality(m, feature.name(), FeatureQuality::unseenShare));
            }
        }
        bindTests(registry, ModelMonitor.PREDICTION, FeatureType.NUMERIC);
    }

    private void bindTests(MeterRegistry registry, String feature, FeatureType type) {
        for (DriftTest test : monitor.tests()) {
            if (test.supports(type)) {
                gauge(
                        registry,
                        "leeway.monitor.feature.drift",
                        NO_UNIT,
                        tags.and("feature", feature, "test", test.name()),
                        "Statistic of a drift test against the reference",
                        m -> statistic(m, feature, test.name()));
            }
        }
    }

    private void bindOutcomes(MeterRegistry registry) {
        for (String metric : monitor.isClassification() ? ClassificationMetrics.names() : RegressionMetrics.names()) {
            gauge(
                    registry,
                    "leeway.monitor.performance",
                    NO_UNIT,
                    tags.and("metric", metric),
                    "Metric over the newest labelled rows",
                    m -> m.snapshot().metrics().getOrDefault(metric, Double.NaN));
        }
        for (Alert.Kind kind : Alert.Kind.values()) {
            counter(
                    registry,
                    "leeway.monitor.alerts",
                    "alerts",
                    tags.and("kind", kind.name().toLowerCase(Locale.ROOT)),
                    "Alerts raised",
                    m -> m.totals().alerts(kind).get());
        }
        bindLabels(registry, "matched", LabelCounts::matched);
        bindLabels(registry, "unknown", LabelCounts::unknown);
        bindLabels(registry, "replaced", LabelCounts::replaced);
        bindLabels(registry, "expired", LabelCounts::expired);
        gauge(
                registry,
                "leeway.monitor.labels.waiting",
                "predictions",
                tags,
                "Predictions that wait for their label",
                m -> m.labels().waiting());
    }

    private void bindLabels(MeterRegistry registry, String outcome, ToLongFunction<LabelCounts> count) {
        counter(
                registry,
                "leeway.monitor.labels",
                "labels",
                tags.and("outcome", outcome),
                "Predictions and labels by outcome",
                m -> count.applyAsLong(m.labels()));
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String unit,
            Tags meterTags,
            String description,
            ToDoubleFunction<ModelMonitor<?>> value) {
        registry.removeByPreFilterId(id(name, meterTags, Meter.Type.COUNTER));
        FunctionCounter.builder(name, monitor, value)
                .tags(meterTags)
                .baseUnit(unit(name, unit))
                .description(description)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String unit,
            Tags meterTags,
            String description,
            ToDoubleFunction<ModelMonitor<?>> value) {
        registry.removeByPreFilterId(id(name, meterTags, Meter.Type.GAUGE));
        Gauge.builder(name, monitor, value)
                .tags(meterTags)
                .baseUnit(unit(name, unit))
                .description(description)
                .register(registry);
    }

    /** By which a meter is found whatever filters have made of it. */
    private static Meter.Id id(String name, Tags meterTags, Meter.Type type) {
        return new Meter.Id(name, meterTags, null, null, type);
    }

    /** Monitoring systems put the unit behind the name: it is not to stand there twice. */
    private static @Nullable String unit(String name, String unit) {
        return unit.equals(NO_UNIT) || name.endsWith(unit) ? null : unit;
    }

    private static double statistic(ModelMonitor<?> monitor, String feature, String test) {
        return monitor.snapshot()
                .drift()
                .flatMap(report -> report.feature(feature))
                .flatMap(found -> found.results().stream()
                        .filter(result -> result.test().equals(test))
                        .findFirst())
                .map(DriftResult::statistic)
                .orElse(Double.NaN);
    }

    private static double quality(ModelMonitor<?> monitor, String feature, ToDoubleFunction<FeatureQuality> share) {
        return monitor.snapshot().quality().stream()
                .filter(each -> each.feature().equals(feature))
                .mapToDouble(share)
                .findFirst()
                .orElse(Double.NaN);
    }
}

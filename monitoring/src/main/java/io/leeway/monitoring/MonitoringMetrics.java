package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the state of a {@link ModelMonitor} as Micrometer meters, all with the tag {@code monitor}.
 *
 * <p>The constants are the names, also for dashboards; {@code docs/meters.md} lists all meters with types, units and tags.
 *
 * <p>The unit is declared as Micrometer's base unit if the name does not end with it already: Prometheus shows
 * {@code leeway_monitor_rows_late_rows_total} and {@code leeway_monitor_drift_share}.
 *
 * <p>A gauge is NaN if there is no value, or after the monitor has been garbage-collected: registries refer to it
 * weakly. All meters except those of rows and labels show the last snapshot, so reading them costs nothing. The delay of
 * a label is measured when it is joined; a label that became known before the time of its row is not measured. Apart
 * from the builder's {@code bindTo}, this is the only class that needs Micrometer.
 */
public final class MonitoringMetrics implements MeterBinder {
    /** Counter: rows recorded. */
    public static final String ROWS = "leeway.monitor.rows";

    /** Counter: rows with a value that could not be read; tag {@code reason}. */
    public static final String ROWS_REJECTED = "leeway.monitor.rows.rejected";

    /** Counter: rows whose time lies before their window. */
    public static final String ROWS_LATE = "leeway.monitor.rows.late";

    /** Counter: rows whose time is further ahead than is plausible. */
    public static final String ROWS_AHEAD = "leeway.monitor.rows.ahead";

    /** Counter: rows that came after the last checkpoint of a process that died, to within 64 a thread; none with a feedback log. */
    public static final String ROWS_LOST = "leeway.monitor.rows.lost";

    /** Counter: predictions that are not a probability or not finite. */
    public static final String PREDICTIONS_INVALID = "leeway.monitor.predictions.invalid";

    /** Counter: windows evaluated. */
    public static final String WINDOWS = "leeway.monitor.windows";

    /** Gauge: rows of the last window. */
    public static final String WINDOW_ROWS = "leeway.monitor.window.rows";

    /** Gauge: share of features with sufficient data that drifted, 0 to 1. */
    public static final String DRIFT_SHARE = "leeway.monitor.drift.share";

    /** Gauge: statistic of a drift test; tags {@code feature} and {@code test}. */
    public static final String FEATURE_DRIFT = "leeway.monitor.feature.drift";

    /** Gauge: share of rows without a value; tag {@code feature}. */
    public static final String FEATURE_MISSING = "leeway.monitor.feature.missing";

    /** Gauge: share of rows with a category unknown to the reference; tag {@code feature}. */
    public static final String FEATURE_UNSEEN = "leeway.monitor.feature.unseen";

    /** Gauge: expectations that the last window failed. */
    public static final String QUALITY_FAILING = "leeway.monitor.quality.failing";

    /** Gauge: a metric of the last window as it is estimated without labels; tag {@code metric}. */
    public static final String ESTIMATE = "leeway.monitor.performance.estimate";

    /** Gauge: the mean loss of all labelled rows since the model took over. */
    public static final String RISK = "leeway.monitor.risk";

    /** Gauge: the limit of the risk. */
    public static final String RISK_LIMIT = "leeway.monitor.risk.limit";

    /** Gauge: the difference between groups; tags {@code attributes} and {@code criterion}. */
    public static final String FAIRNESS = "leeway.monitor.fairness.difference";

    /** Gauge: a metric over the newest labelled rows; tag {@code metric}. */
    public static final String PERFORMANCE = "leeway.monitor.performance";

    /** Counter: alerts raised; tag {@code kind}. */
    public static final String ALERTS = "leeway.monitor.alerts";

    /** Counter: labels and predictions; tag {@code outcome}: matched, unknown, replaced, expired. */
    public static final String LABELS = "leeway.monitor.labels";

    /** Gauge: predictions that wait for their label. */
    public static final String LABELS_WAITING = "leeway.monitor.labels.waiting";

    /** Timer with buckets: from the time of a row to the time of its label. */
    public static final String LABEL_DELAY = "leeway.monitor.label.delay";

    /** Counter: exceptions thrown by listeners. */
    public static final String LISTENER_FAILURES = "leeway.monitor.listener.failures";

    /** Gauge: open incidents; tag {@code severity}. */
    public static final String INCIDENTS_OPEN = "leeway.monitor.incidents.open";

    /** Counter: events of incidents; tag {@code type}. */
    public static final String INCIDENT_EVENTS = "leeway.monitor.incident.events";

    /** Counter: notices that a sink was told; tags {@code sink} and {@code outcome}: delivered, failed, dropped. */
    public static final String NOTICES = "leeway.monitor.notices";

    /** Gauge: notices that wait in a sink; tag {@code sink}. */
    public static final String NOTICES_WAITING = "leeway.monitor.notices.waiting";

    /** Counter: checkpoints that could not be written. */
    public static final String CHECKPOINT_FAILURES = "leeway.monitor.checkpoint.failures";

    /** What a share, a statistic and a metric are counted in. */
    static final String NO_UNIT = "";

    /** The upper limits of the buckets of label delays: from one second to 30 days. */
    private static final Duration[] DELAYS = {
        Duration.ofSeconds(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(3),
        Duration.ofDays(7),
        Duration.ofDays(30)
    };

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
        if (registry.removeByPreFilterId(id(ROWS, tags, Meter.Type.COUNTER)) != null) {
            LOGGER.log(
                    Level.INFO,
                    "a monitor \"" + monitor.name()
                            + "\" was bound before; its meters show the newer one of the name now");
        }
        bindRows(registry);
        new MonitorDriftMetrics(this, monitor, tags).bindTo(registry);
        bindOutcomes(registry);
        new MonitorOutcomeMetrics(this, monitor, tags).bindTo(registry);
        new IncidentMetrics(this, monitor.incidentLog().sinks(), tags).bindTo(registry);
    }

    private void bindRows(MeterRegistry registry) {
        counter(registry, ROWS, "rows", tags, "Rows recorded", ModelMonitor::rows);
        counter(
                registry,
                ROWS_REJECTED,
                "rows",
                tags.and("reason", "unreadable"),
                "Rows with a value that could not be read",
                m -> m.totals().unreadable.get());
        counter(registry, ROWS_LATE, "rows", tags, "Rows whose time lies before their window", m -> m.totals()
                .late
                .get());
        counter(registry, ROWS_AHEAD, "rows", tags, "Rows dated too far ahead", m -> m.totals()
                .ahead
                .get());
        counter(
                registry,
                ROWS_LOST,
                "rows",
                tags,
                "Rows after the last checkpoint of a process that died",
                m -> m.totals().lost.get());
        counter(
                registry,
                PREDICTIONS_INVALID,
                "predictions",
                tags,
                "Predictions that are not a probability or not finite",
                m -> m.totals().invalid.get());
        counter(registry, WINDOWS, "windows", tags, "Windows evaluated", m -> m.totals()
                .windows
                .get());
        gauge(registry, WINDOW_ROWS, "rows", tags, "Rows of the last window", m -> m.snapshot()
                .rows());
        counter(
                registry,
                CHECKPOINT_FAILURES,
                "failures",
                tags,
                "Checkpoints that could not be written",
                m -> m.totals().checkpointFailures.get());
        counter(registry, LISTENER_FAILURES, "failures", tags, "Exceptions thrown by listeners", m -> m.totals()
                .listenerFailures
                .get());
    }

    private void bindOutcomes(MeterRegistry registry) {
        for (String metric : monitor.form().metrics()) {
            gauge(
                    registry,
                    PERFORMANCE,
                    NO_UNIT,
                    tags.and("metric", metric),
                    "Metric over the newest labelled rows",
                    m -> m.snapshot().metrics().getOrDefault(metric, Double.NaN));
        }
        for (Alert.Kind kind : Alert.Kind.values()) {
            counter(
                    registry,
                    ALERTS,
                    "alerts",
                    tags.and("kind", kind.name().toLowerCase(Locale.ROOT)),
                    "Alerts raised",
                    m -> m.totals().alerts(kind).get());
        }
        bindLabels(registry, "matched", LabelCounts::matched);
        bindLabels(registry, "unknown", LabelCounts::unknown);
        bindLabels(registry, "replaced", LabelCounts::replaced);
        bindLabels(registry, "expired", LabelCounts::expired);
        gauge(registry, LABELS_WAITING, "predictions", tags, "Predictions that wait for their label", m -> m.labels()
                .waiting());
        bindDelays(registry);
    }

    /** No function can be read for a distribution: the monitor passes each delay to the timer. */
    private void bindDelays(MeterRegistry registry) {
        registry.removeByPreFilterId(id(LABEL_DELAY, tags, Meter.Type.TIMER));
        Timer timer = Timer.builder(LABEL_DELAY)
                .tags(tags)
                .description("From the time of a row to the time of its label")
                .serviceLevelObjectives(DELAYS)
                .register(registry);
        monitor.onLabelDelay(millis -> timer.record(millis, TimeUnit.MILLISECONDS));
    }

    private void bindLabels(MeterRegistry registry, String outcome, ToLongFunction<LabelCounts> count) {
        counter(
                registry,
                LABELS,
                "labels",
                tags.and("outcome", outcome),
                "Predictions and labels by outcome",
                m -> count.applyAsLong(m.labels()));
    }

    void counter(
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

    void gauge(
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
}

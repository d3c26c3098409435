package io.leeway.monitoring;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.leeway.monitoring.quality.Expectations.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.schema.Schema;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonitoringMetricsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Trip> REFERENCE = Trip.from(START, 2_000, 1);

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private static ModelMonitorBuilder<Trip> builder() {
        return ModelMonitor.of(Trip.SCHEMA)
                .clock(Clock.fixed(START, ZoneOffset.UTC))
                .window(500);
    }

    private static void record(ModelMonitor<Trip> monitor, List<Trip> trips) {
        trips.forEach(trip -> monitor.record(trip, trip.score()));
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    /** The meters without the gauges by which a registry in memory shows the buckets of a timer. */
    private List<Meter> meters() {
        return registry.getMeters().stream()
                .filter(meter -> !meter.getId().getName().endsWith(".histogram"))
                .toList();
    }

    private Set<@Nullable String> tagsOf(String name, String key) {
        return registry.find(name).meters().stream()
                .map(meter -> meter.getId().getTag(key))
                .collect(Collectors.toSet());
    }

    @Test
    void aMonitorWithoutARegistryBindsNothing() {
        ModelMonitor<Trip> monitor = builder().reference(REFERENCE).build();
        record(monitor, Trip.from(START, 600, 2));
        assertThat(monitor.history()).hasSize(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void namesAndTagsFollowTheConventions() {
        builder()
                .name("flights")
                .reference(REFERENCE, Trip::score)
                .test(psi(), ks())
                .bindTo(registry)
                .build();
        assertThat(meters()).isNotEmpty().allSatisfy(meter -> {
            assertThat(meter.getId().getName()).matches("leeway\\.monitor(\\.[a-z]+)+");
            assertThat(meter.getId().getTag("monitor")).isEqualTo("flights");
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getTags()).extracting(Tag::getKey).allMatch(key -> key.matches("[a-z]+"));
        });
        assertThat(meters().stream().map(meter -> meter.getId().getName()))
                .containsOnly(
                        "leeway.monitor.rows",
                        "leeway.monitor.rows.rejected",
                        "leeway.monitor.rows.late",
                        "leeway.monitor.rows.ahead",
                        "leeway.monitor.rows.lost",
                        "leeway.monitor.predictions.invalid",
                        "leeway.monitor.windows",
                        "leeway.monitor.window.rows",
                        "leeway.monitor.drift.share",
                        "leeway.monitor.feature.drift",
                        "leeway.monitor.feature.missing",
                        "leeway.monitor.feature.unseen",
                        "leeway.monitor.quality.failing",
                        "leeway.monitor.performance",
                        "leeway.monitor.alerts",
                        "leeway.monitor.labels",
                        "leeway.monitor.labels.waiting",
                        "leeway.monitor.label.delay",
                        "leeway.monitor.incidents.open",
                        "leeway.monitor.incident.events",
                        "leeway.monitor.checkpoint.failures",
                        "leeway.monitor.listener.failures");
    }

    @Test
    void aUnitIsGivenWhereTheNameDoesNotEndWithIt() {
        builder().bindTo(registry).build();
        assertThat(unit("leeway.monitor.rows")).isNull();
        assertThat(unit("leeway.monitor.window.rows")).isNull();
        assertThat(unit("leeway.monitor.rows.late")).isEqualTo("rows");
        assertThat(unit("leeway.monitor.predictions.invalid")).isEqualTo("predictions");
        assertThat(unit("leeway.monitor.labels.waiting")).isEqualTo("predictions");
        assertThat(unit("leeway.monitor.quality.failing")).isEqualTo("expectations");
        assertThat(unit("leeway.monitor.drift.share")).isNull();
    }

    private @Nullable String unit(String name) {
        return registry.get(name).meter().getId().getBaseUnit();
    }

    @Test
    void countersAreFunctionCountersAndWhatGoesUpAndDownIsAGauge() {
        builder().reference(REFERENCE).bindTo(registry).build();
        assertThat(registry.getMeters().stream()
                        .filter(meter -> meter.getId().getType() == Meter.Type.COUNTER)
                        .map(meter -> meter.getId().getName()))
                .containsOnly(
                        "leeway.monitor.rows",
                        "leeway.monitor.rows.rejected",
                        "leeway.monitor.rows.late",
                        "leeway.monitor.rows.ahead",
                        "leeway.monitor.rows.lost",
                        "leeway.monitor.predictions.invalid",
                        "leeway.monitor.windows",
                        "leeway.monitor.alerts",
                        "leeway.monitor.labels",
                        "leeway.monitor.incident.events",
                        "leeway.monitor.checkpoint.failures",
                        "leeway.monitor.listener.failures");
        assertThat(meters()).allSatisfy(meter -> assertThat(meter.getId().getType())
                .isIn(Meter.Type.COUNTER, Meter.Type.GAUGE, Meter.Type.TIMER));
    }

    @Test
    void eachTestThatSuitsAFeatureHasAGaugeOfItsStatistic() {
        builder()
                .reference(REFERENCE, Trip::score)
                .test(psi(), ks())
                .bindTo(registry)
                .build();
        assertThat(tagsOf("leeway.monitor.feature.drift", "feature"))
                .contains("distance", "carrier", "holiday", ModelMonitor.PREDICTION)
                .hasSize(Trip.SCHEMA.features().size() + 1);
        assertThat(registry.find("leeway.monitor.feature.drift")
                        .tags("feature", "carrier")
                        .meters())
                .extracting(meter -> meter.getId().getTag("test"))
                .containsExactly("psi");
        assertThat(registry.find("leeway.monitor.feature.drift")
                        .tags("feature", "distance")
                        .meters())
                .extracting(meter -> meter.getId().getTag("test"))
                .containsExactlyInAnyOrder("psi", "ks");
    }

    @Test
    void beforeAWindowIsClosedGaugesAreNotANumberAndCountersZero() {
        ModelMonitor<Trip> monitor =
                builder().reference(REFERENCE, Trip::score).bindTo(registry).build();
        record(monitor, Trip.from(START, 10, 2));
        assertThat(gauge("leeway.monitor.drift.share")).isNaN();
        assertThat(gauge("leeway.monitor.feature.drift", "feature", "distance")).isNaN();
        assertThat(gauge("leeway.monitor.feature.missing", "feature", "wind")).isNaN();
        assertThat(gauge("leeway.monitor.performance", "metric", "logLoss")).isNaN();
        assertThat(gauge("leeway.monitor.quality.failing")).isNaN();
        assertThat(counter("leeway.monitor.windows")).isZero();
        assertThat(counter("leeway.monitor.alerts", "kind", "feature_drift")).isZero();
        assertThat(counter("leeway.monitor.rows")).isEqualTo(10);
    }

    @Test
    void driftIsShownAfterAWindowIsClosed() {
        ModelMonitor<Trip> monitor = builder()
                .reference(REFERENCE, Trip::score)
                .test(psi(), ks())
                .bindTo(registry)
                .build();
        record(monitor, Trip.from(START, 500, 2, 1));
        assertThat(gauge("leeway.monitor.drift.share"))
                .isEqualTo(monitor.snapshot().driftShare().orElseThrow())
                .isPositive();
        for (String test : List.of("psi", "ks")) {
            double statistic =
                    monitor.snapshot().drift().orElseThrow().feature("distance").orElseThrow().results().stream()
                            .filter(result -> result.test().equals(test))
                            .findFirst()
                            .orElseThrow()
                            .statistic();
            assertThat(gauge("leeway.monitor.feature.drift", "feature", "distance", "test", test))
                    .isEqualTo(statistic)
                    .isPositive();
        }
        assertThat(gauge("leeway.monitor.feature.drift", "feature", ModelMonitor.PREDICTION, "test", "ks"))
                .isPositive();
        assertThat(counter("leeway.monitor.alerts", "kind", "feature_drift"))
                .isEqualTo(monitor.snapshot().alerts().stream()
                        .filter(alert -> alert.kind() == Alert.Kind.FEATURE_DRIFT)
                        .count())
                .isPositive();
        assertThat(counter("leeway.monitor.alerts", "kind", "prediction_drift")).isEqualTo(1);
    }

    @Test
    void tooFewRowsToJudgeShowNoDriftShareRatherThanNone() {
        ModelMonitor<Trip> monitor =
                builder().reference(REFERENCE).bindTo(registry).build();
        record(monitor, Trip.from(START, 5, 2));
        monitor.flush();
        assertThat(counter("leeway.monitor.windows")).isEqualTo(1);
        assertThat(gauge("leeway.monitor.drift.share")).isNaN();
        assertThat(gauge("leeway.monitor.feature.drift", "feature", "distance")).isNaN();
    }

    @Test
    void missingValuesUnseenCategoriesAndInvalidPredictionsAreShown() {
        ModelMonitor<Trip> monitor =
                builder().window(100).reference(REFERENCE).bindTo(registry).build();
        List<Trip> trips = Trip.from(START, 100, 2);
        for (int i = 0; i < 100; i++) {
            monitor.record(trips.get(i).withCarrier(i < 8 ? "ZZ" : "AA"), i < 3 ? Double.NaN : 0.5);
        }
        long missing = trips.stream().filter(trip -> Double.isNaN(trip.wind())).count();
        assertThat(gauge("leeway.monitor.feature.missing", "feature", "wind")).isEqualTo(missing / 100.0);
        assertThat(gauge("leeway.monitor.feature.missing", "feature", "distance"))
                .isZero();
        assertThat(gauge("leeway.monitor.feature.unseen", "feature", "carrier")).isEqualTo(0.08);
        assertThat(counter("leeway.monitor.predictions.invalid")).isEqualTo(3);
        assertThat(registry.find("leeway.monitor.feature.unseen")
                        .tags("feature", "wind")
                        .meters())
                .isEmpty();
    }

    @Test
    void rowsAreCountedWhenRecordedAndLateOnesWhenTheirWindowCloses() {
        ModelMonitor<Trip> monitor =
                builder().window(Duration.ofMinutes(1)).bindTo(registry).build();
        record(monitor, Trip.from(START.plusSeconds(60), 30, 2));
        record(monitor, Trip.from(START, 3, 3));
        assertThat(counter("leeway.monitor.rows")).isEqualTo(33);
        assertThat(counter("leeway.monitor.rows.late")).isZero();
        monitor.flush();
        assertThat(counter("leeway.monitor.rows.late")).isEqualTo(3);
        assertThat(gauge("leeway.monitor.window.rows")).isEqualTo(33);
        record(monitor, Trip.from(START.plusSeconds(100), 4, 4));
        monitor.flush();
        assertThat(counter("leeway.monitor.windows")).isEqualTo(2);
        assertThat(gauge("leeway.monitor.window.rows")).isEqualTo(4);
        assertThat(counter("leeway.monitor.rows")).isEqualTo(37);
    }

    @Test
    void rowsThatCannotBeReadAreCountedAsRejected() {
        Schema<String> schema = Schema.<String>builder(String.class)
                .numeric("number", Double::parseDouble)
                .build();
        ModelMonitor<String> monitor = ModelMonitor.of(schema).bindTo(registry).build();
        monitor.record("1", 0.5);
        assertThatThrownBy(() -> monitor.record("x", 0.5)).isInstanceOf(NumberFormatException.class);
        monitor.flush();
        assertThat(counter("leeway.monitor.rows.rejected", "reason", "unreadable"))
                .isEqualTo(1);
        assertThat(gauge("leeway.monitor.window.rows")).isEqualTo(1);
    }

    @Test
    void everyMetricOfAClassificationIsShown() {
        ModelMonitor<Trip> monitor = builder().bindTo(registry).build();
        assertThat(tagsOf("leeway.monitor.performance", "metric"))
                .containsExactlyInAnyOrderElementsOf(ClassificationMetrics.names());
        for (Trip trip : Trip.from(START, 500, 2)) {
            monitor.label(trip.id(), trip.late());
            monitor.record(trip, trip.score());
            monitor.label(trip.id(), trip.late());
        }
        monitor.flush();
        assertThat(monitor.snapshot().metrics()).hasSameSizeAs(ClassificationMetrics.names());
        monitor.snapshot().metrics().forEach((metric, value) -> assertThat(
                        gauge("leeway.monitor.performance", "metric", metric))
                .as(metric)
                .isEqualTo(value));
    }

    @Test
    void everyMetricOfARegressionIsShown() {
        Schema<Trip> schema =
                Schema.of(Trip.class).id("id").time("millis").without("late").response("speed");
        ModelMonitor<Trip> monitor =
                ModelMonitor.of(schema).window(100).bindTo(registry).build();
        assertThat(tagsOf("leeway.monitor.performance", "metric"))
                .containsExactlyInAnyOrderElementsOf(RegressionMetrics.names());
        for (Trip trip : Trip.from(START, 99, 2)) {
            monitor.record(trip, trip.speed() + 5);
            monitor.label(trip.id(), trip.speed());
        }
        monitor.flush();
        assertThat(gauge("leeway.monitor.performance", "metric", "mae")).isEqualTo(5);
    }

    @Test
    void whatBecameOfLabelsIsCounted() {
        ModelMonitor<Trip> monitor = builder().labelsWaiting(3).bindTo(registry).build();
        List<Trip> trips = Trip.from(START, 6, 2);
        record(monitor, trips.subList(0, 5));
        record(monitor, trips.subList(4, 5));
        monitor.label(4, true);
        monitor.label(4, true);
        monitor.label(99, false);
        assertThat(counter("leeway.monitor.labels", "outcome", "matched")).isEqualTo(1);
        assertThat(counter("leeway.monitor.labels", "outcome", "unknown")).isEqualTo(2);
        assertThat(counter("leeway.monitor.labels", "outcome", "replaced")).isEqualTo(1);
        assertThat(counter("leeway.monitor.labels", "outcome", "expired")).isEqualTo(2);
        assertThat(gauge("leeway.monitor.labels.waiting")).isEqualTo(2);
    }

    @Test
    void failingExpectationsMetricsBeyondLimitsAndListenersThatThrowAreCounted() {
        ModelMonitor<Trip> monitor = builder()
                .window(200)
                .expect(expect("distance").between(0, 10), expect("speed").between(0, 1_000))
                .alertAbove("logLoss", 0.1)
                .onSnapshot(snapshot -> {
                    throw new IllegalStateException("a listener of the test");
                })
                .bindTo(registry)
                .build();
        try (CapturedLog log = new CapturedLog(ModelMonitor.class)) {
            for (Trip trip : Trip.from(START, 400, 2)) {
                monitor.record(trip, trip.score());
                monitor.label(trip.id(), trip.late());
            }
            assertThat(log.messages()).hasSize(2);
        }
        assertThat(gauge("leeway.monitor.quality.failing")).isEqualTo(1);
        assertThat(counter("leeway.monitor.alerts", "kind", "data_quality")).isEqualTo(2);
        assertThat(counter("leeway.monitor.alerts", "kind", "performance")).isEqualTo(2);
        assertThat(counter("leeway.monitor.listener.failures")).isEqualTo(2);
    }

    @Test
    void twoMonitorsInOneRegistryAreToldApartByTheirNames() {
        ModelMonitor<Trip> one = builder().name("one").bindTo(registry).build();
        ModelMonitor<Trip> two = builder().name("two").bindTo(registry).build();
        record(one, Trip.from(START, 3, 2));
        record(two, Trip.from(START, 5, 2));
        assertThat(counter("leeway.monitor.rows", "monitor", "one")).isEqualTo(3);
        assertThat(counter("leeway.monitor.rows", "monitor", "two")).isEqualTo(5);
    }

    @Test
    void aMonitorMadeAnewTakesThePlaceOfTheOneOfTheSameName() {
        ModelMonitor<Trip> old = builder().bindTo(registry).build();
        record(old, Trip.from(START, 500, 2));
        int meters = registry.getMeters().size();
        ModelMonitor<Trip> anew;
        try (CapturedLog log = new CapturedLog(MonitoringMetrics.class)) {
            anew = builder().bindTo(registry).build();
            assertThat(log.messages())
                    .containsExactly(
                            "INFO a monitor \"model\" was bound before; its meters show the newer one of the name now");
        }
        record(anew, Trip.from(START, 7, 2));
        anew.flush();
        assertThat(registry.getMeters()).hasSize(meters);
        assertThat(counter("leeway.monitor.rows")).isEqualTo(7);
        assertThat(gauge("leeway.monitor.window.rows")).isEqualTo(7);
        assertThat(old.rows()).isEqualTo(500);
    }

    @Test
    void aMonitorMadeAnewTakesThePlaceInTheRegistriesOfACompositeToo() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        registry.config().commonTags("region", "north");
        record(builder().bindTo(composite).build(), Trip.from(START, 3, 2));
        ModelMonitor<Trip> anew;
        try (CapturedLog log = new CapturedLog(MonitoringMetrics.class)) {
            anew = builder().bindTo(composite).build();
            assertThat(log.messages()).hasSize(1);
        }
        record(anew, Trip.from(START, 4, 2));
        assertThat(counter("leeway.monitor.rows", "region", "north")).isEqualTo(4);
    }

    @Test
    void furtherTagsAreOnEachMeter() {
        ModelMonitor<Trip> monitor = builder().build();
        MonitoringMetrics.of(monitor).tags(Tags.of("version", "7")).bindTo(registry);
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().getTag("version")).isEqualTo("7"));
        MonitoringMetrics.of(monitor).bindTo(registry);
        assertThat(registry.find("leeway.monitor.rows").meters()).hasSize(2);
    }

    @Test
    void aMeterThatWasRemovedStopsNothing() {
        ModelMonitor<Trip> monitor = builder().bindTo(registry).build();
        List.copyOf(registry.getMeters()).forEach(registry::remove);
        record(monitor, Trip.from(START, 600, 2));
        assertThat(monitor.history()).hasSize(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aRegistryDoesNotKeepAMonitorAlive() {
        WeakReference<ModelMonitor<Trip>> monitor = monitorThatIsDropped();
        for (int i = 0; i < 100 && monitor.get() != null; i++) {
            System.gc();
        }
        assertThat(monitor.get()).isNull();
        assertThat(gauge("leeway.monitor.window.rows")).isNaN();
        assertThat(gauge("leeway.monitor.drift.share")).isNaN();
        assertThat(counter("leeway.monitor.rows")).isEqualTo(500);
    }

    private WeakReference<ModelMonitor<Trip>> monitorThatIsDropped() {
        ModelMonitor<Trip> monitor =
                builder().reference(REFERENCE, Trip::score).bindTo(registry).build();
        record(monitor, Trip.from(START, 500, 2));
        assertThat(gauge("leeway.monitor.window.rows")).isEqualTo(500);
        assertThat(counter("leeway.monitor.rows")).isEqualTo(500);
        return new WeakReference<>(monitor);
    }

    @Test
    void namesAreWhatPrometheusExpects() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ModelMonitor<Trip> monitor = builder()
                .name("flights")
                .reference(REFERENCE, Trip::score)
                .test(psi())
                .bindTo(prometheus)
                .build();
        record(monitor, Trip.from(START, 600, 2));
        String scrape = prometheus.scrape();
        assertThat(scrape.lines())
                .contains(
                        "leeway_monitor_rows_total{monitor=\"flights\"} 600.0",
                        "leeway_monitor_rows_rejected_rows_total{monitor=\"flights\",reason=\"unreadable\"} 0.0",
                        "leeway_monitor_rows_late_rows_total{monitor=\"flights\"} 0.0",
                        "leeway_monitor_predictions_invalid_predictions_total{monitor=\"flights\"} 0.0",
                        "leeway_monitor_windows_total{monitor=\"flights\"} 1.0",
                        "leeway_monitor_window_rows{monitor=\"flights\"} 500.0",
                        "leeway_monitor_drift_share{monitor=\"flights\"} 0.0",
                        "leeway_monitor_feature_missing{feature=\"distance\",monitor=\"flights\"} 0.0",
                        "leeway_monitor_alerts_total{kind=\"feature_drift\",monitor=\"flights\"} 0.0",
                        "leeway_monitor_labels_total{monitor=\"flights\",outcome=\"matched\"} 0.0",
                        "leeway_monitor_labels_waiting_predictions{monitor=\"flights\"} 600.0",
                        "leeway_monitor_listener_failures_total{monitor=\"flights\"} 0.0",
                        "leeway_monitor_quality_failing_expectations{monitor=\"flights\"} NaN",
                        "leeway_monitor_performance{metric=\"logLoss\",monitor=\"flights\"} NaN");
        assertThat(series(scrape))
                .contains("leeway_monitor_feature_drift{feature=\"distance\",monitor=\"flights\",test=\"psi\"}")
                .doesNotHaveDuplicates();
    }

    private static Stream<String> series(String scrape) {
        return scrape.lines().filter(line -> !line.startsWith("#")).map(line -> line.substring(0, line.indexOf(' ')));
    }

    @Test
    void theDelayOfALabelIsTheTimeFromItsRowToTheLabel() {
        ModelMonitor<Trip> monitor = builder().bindTo(registry).build();
        List<Trip> trips = Trip.from(START, 3, 1);
        record(monitor, trips);
        monitor.label(
                trips.get(0).id(),
                true,
                Instant.ofEpochMilli(trips.get(0).millis()).plus(Duration.ofMinutes(10)));
        monitor.label(
                trips.get(1).id(),
                true,
                Instant.ofEpochMilli(trips.get(1).millis()).plus(Duration.ofHours(2)));
        monitor.label(
                trips.get(2).id(),
                true,
                Instant.ofEpochMilli(trips.get(2).millis()).minus(Duration.ofHours(2)));

        monitor.flush();

        Timer delays = registry.get(MonitoringMetrics.LABEL_DELAY).timer();
        assertThat(delays.count()).as("a label before its row is not measured").isEqualTo(2);
        assertThat(delays.totalTime(TimeUnit.MINUTES)).isEqualTo(130);
        assertThat(delays.takeSnapshot().histogramCounts())
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.MINUTES)).isEqualTo(10);
                    assertThat(bucket.count()).isEqualTo(1);
                })
                .anySatisfy(bucket -> {
                    assertThat(bucket.bucket(TimeUnit.DAYS)).isEqualTo(30);
                    assertThat(bucket.count()).isEqualTo(2);
                });
    }

    @Test
    void delaysReachEachOfSeveralRegistries() {
        MeterRegistry other = new SimpleMeterRegistry();
        ModelMonitor<Trip> monitor = builder().bindTo(registry).build();
        MonitoringMetrics.of(monitor).bindTo(other);
        Trip trip = Trip.from(START, 1, 1).get(0);
        record(monitor, List.of(trip));
        monitor.label(trip.id(), true, Instant.ofEpochMilli(trip.millis()).plusSeconds(5));

        monitor.flush();

        assertThat(registry.get(MonitoringMetrics.LABEL_DELAY).timer().count()).isEqualTo(1);
        assertThat(other.get(MonitoringMetrics.LABEL_DELAY).timer().count()).isEqualTo(1);
    }
}

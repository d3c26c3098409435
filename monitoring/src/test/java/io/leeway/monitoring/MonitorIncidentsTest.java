package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentEvent.Type;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.Severity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorIncidentsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Trip> REFERENCE = Trip.from(START, 4_000, 1);

    private final List<String> said = new ArrayList<>();
    private final List<IncidentNotice> notices = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final ModelMonitor<Trip> monitor = ModelMonitor.of(Trip.SCHEMA)
            .name("trips")
            .clock(Clock.fixed(START, ZoneOffset.UTC))
            .reference(REFERENCE, Trip::score)
            .test(DriftTests.psi())
            .alpha(0.0001)
            .window(1_000)
            .alertAbove("logLoss", 0.7)
            .onIncident(incident -> said.add(incident.toString()))
            .tell(notices::add)
            .bindTo(registry)
            .build();

    private void window(int number, double shift) {
        Trip.from(START.plusSeconds(1_000L * number), 1_000, 10 + number, shift)
                .forEach(trip -> monitor.record(trip, trip.score()));
    }

    private double open(Severity severity) {
        return registry.get(MonitoringMetrics.INCIDENTS_OPEN)
                .tag("severity", severity.name().toLowerCase(java.util.Locale.ROOT))
                .gauge()
                .value();
    }

    @Test
    void driftOfAFeatureAndOfPredictionsIsOneIncidentFromItsFirstSignToItsEnd() {
        window(0, 0);
        window(1, 0.5);
        window(2, 0.5);
        assertThat(open(Severity.WARNING)).isEqualTo(1);
        window(3, 0);
        window(4, 0);

        assertThat(said)
                .containsExactly(
                        "distance drifted since Thu 00:16; predictions drifted; 1,000 rows",
                        "over: distance drifted since Thu 00:16; predictions drifted; 2,000 rows");
        assertThat(monitor.incidents()).hasSize(1);
        assertThat(monitor.incidents().get(0).events())
                .extracting(IncidentEvent::type)
                .containsExactly(Type.OPENED, Type.CLOSED);
        assertThat(monitor.incidents().get(0).evidence()).hasSize(2).allMatch(line -> line.contains("drift"));
        assertThat(open(Severity.WARNING)).isZero();
        assertThat(registry.get(MonitoringMetrics.INCIDENT_EVENTS)
                        .tag("type", "closed")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void labelsThatTurnThePerformanceDownJoinTheDriftThatIsOpen() {
        window(0, 0.5);
        Trip.from(START, 1_000, 10, 0.5).forEach(trip -> monitor.label(trip.id(), !trip.late()));
        window(1, 0.5);

        assertThat(monitor.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(incident.sentence()).contains("; logLoss is ").contains("above the limit of 0.7");
        });
        assertThat(notices.get(1).events())
                .extracting(IncidentEvent::type)
                .containsExactly(Type.JOINED, Type.ESCALATED);
    }

    @Test
    void whoTakesCareIsRecordedAndTold() {
        window(0, 0.5);
        monitor.acknowledge("trips-1", "Ana", "asked the airline");

        assertThat(monitor.incidents().get(0).acknowledgement().orElseThrow().who())
                .isEqualTo("Ana");
        assertThat(notices).hasSize(2);
        assertThat(notices.get(1).text()).isEqualTo("Ana: asked the airline");
    }

    @Test
    void incidentsThatAreOpenAndSevereComeFirst() {
        window(0, 0.5);
        window(1, 0);
        window(2, 0);
        Trip.from(START.plusSeconds(3_000), 1_000, 99)
                .forEach(trip -> monitor.record(trip.withCarrier("XX"), trip.score()));

        assertThat(monitor.incidents()).extracting(Incident::id).containsExactly("trips-2", "trips-1");
    }

    @Test
    void aListenerAndASinkThatThrowAreCountedAndStopNothing() {
        ModelMonitor<Trip> other = ModelMonitor.of(Trip.SCHEMA)
                .reference(REFERENCE)
                .test(DriftTests.psi())
                .window(1_000)
                .onIncident(incident -> {
                    throw new IllegalStateException("listener");
                })
                .tell(notice -> {
                    throw new IllegalStateException("sink");
                })
                .tell(notices::add)
                .build();
        try (CapturedLog log = new CapturedLog(ModelMonitor.class)) {
            Trip.from(START, 1_000, 3, 1).forEach(trip -> other.record(trip, trip.score()));
            assertThat(log.messages())
                    .anyMatch(line -> line.contains("sink \"sink\" of monitor \"model\" failed on NOTICE model-1"));
        }
        assertThat(notices).hasSize(1);
        assertThat(other.totals().listenerFailures).hasValue(2);
    }

    @Test
    void numbersThatMoveTogetherInTheReferenceAreRelated() {
        record Weather(double temp, double dewp, double wind) {}
        List<Weather> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(new Weather(i, i % 50 == 0 ? Double.NaN : 3 * i + i % 7, i * 7 % 11));
        }
        assertThat(Reference.of(
                                new Layout<>(io.leeway.schema.Schema.of(Weather.class)),
                                new Blocking(false, false, false, false, false, false, null, 100),
                                rows,
                                null)
                        .correlated())
                .containsExactly(java.util.Set.of("temp", "dewp"));
    }

    @Test
    void rulesCanBeGiven() {
        ModelMonitor<Trip> other = ModelMonitor.of(Trip.SCHEMA)
                .reference(REFERENCE)
                .test(DriftTests.psi())
                .window(1_000)
                .incidents(IncidentRules.standard().quietWindows(1))
                .build();
        Trip.from(START, 1_000, 3, 1).forEach(trip -> other.record(trip, trip.score()));
        Trip.from(START, 1_000, 4).forEach(trip -> other.record(trip, trip.score()));

        assertThat(other.incidents()).singleElement().matches(incident -> !incident.isOpen());
    }
}

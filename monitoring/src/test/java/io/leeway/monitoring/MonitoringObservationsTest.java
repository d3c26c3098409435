package io.leeway.monitoring;

import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.observation.micrometer.MicrometerObserver;
import io.leeway.schema.FeatureType;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MonitoringObservationsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private ModelMonitorBuilder<Trip> builder() {
        return ModelMonitor.of(Trip.SCHEMA)
                .name("trips")
                .reference(Trip.from(START, 2_000, 1), Trip::score)
                .test(psi())
                .clock(Clock.fixed(START, ZoneOffset.UTC))
                .observer(MicrometerObserver.of(registry))
                .window(500);
    }

    private static void record(ModelMonitor<Trip> monitor, int rows) {
        Trip.from(START, rows, 2).forEach(trip -> monitor.record(trip, trip.score()));
    }

    @Test
    void eachWindowIsOneObservationWithItsVerdict() {
        ModelMonitor<Trip> monitor = builder().build();

        record(monitor, 499);
        assertThat(registry).doesNotHaveAnyObservation();
        record(monitor, 1);

        MonitoringSnapshot window = monitor.snapshot();
        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("leeway.monitor.evaluate")
                .hasLowCardinalityKeyValue("monitor", "trips")
                .hasLowCardinalityKeyValue("outcome", "stable")
                .hasHighCardinalityKeyValue("window", "1")
                .hasHighCardinalityKeyValue("rows", "500")
                .hasHighCardinalityKeyValue("alerts", "0")
                .hasHighCardinalityKeyValue("summary", window.toString())
                .doesNotHaveError()
                .hasBeenStopped();
    }

    @Test
    void listenersAreNotifiedWithinTheObservation() {
        List<String> current = new ArrayList<>();
        ModelMonitor<Trip> monitor = builder()
                .onSnapshot(window -> current.add(Objects.requireNonNull(registry.getCurrentObservation())
                        .getContext()
                        .getName()))
                .build();

        record(monitor, 500);

        assertThat(current).containsExactly("leeway.monitor.evaluate");
    }

    @Test
    void anEvaluationThatThrowsIsAnErrorOfItsObservation() {
        ModelMonitor<Trip> monitor = builder().test(new ThrowingTest()).build();

        assertThatIllegalStateException().isThrownBy(() -> record(monitor, 500));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("monitor", "trips")
                .hasLowCardinalityKeyValue("outcome", "failed")
                .thenError()
                .hasMessage("out of order");
    }

    private static final class ThrowingTest implements io.leeway.monitoring.drift.DriftTest {
        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public boolean supports(FeatureType type) {
            return true;
        }

        @Override
        public io.leeway.monitoring.drift.DriftResult test(
                io.leeway.monitoring.drift.Sample reference, io.leeway.monitoring.drift.Sample current) {
            throw new IllegalStateException("out of order");
        }
    }
}

package com.example.flights;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.RegistryException;
import io.leeway.serving.LiveModel;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.tribuo.classification.Label;

/**
 * Says whether the model can be relied on, and why: down if the registry cannot be read, or if the rows of the last window
 * are not what was declared. Drift alone is a finding, not an outage.
 */
@Readiness
@Singleton
class ModelHealthCheck implements HealthCheck {
    private final LiveModel<Flight, Label> live;
    private final ModelMonitor<Flight> monitor;
    private final ModelRegistry registry;

    ModelHealthCheck(LiveModel<Flight, Label> live, ModelMonitor<Flight> monitor, ModelRegistry registry) {
        this.live = live;
        this.monitor = monitor;
        this.registry = registry;
    }

    @Override
    public HealthCheckResponse call() {
        MonitoringSnapshot window = monitor.snapshot();
        Duration age = Duration.between(live.since(), Instant.now()).truncatedTo(ChronoUnit.SECONDS);
        return judge(live.version().number(), window)
                .withData("version", live.version().number())
                .withData("promoted", live.since().toString())
                .withData("age", age.toString())
                .withData("verdict", window.verdict().name())
                .withData("window", window.number() == 0 ? "none was closed yet" : window.toString())
                .build();
    }

    private HealthCheckResponseBuilder judge(int version, MonitoringSnapshot window) {
        int named;
        try {
            named = registry.resolve(live.name(), live.alias()).number();
        } catch (RegistryException e) {
            return because(
                    false, "version " + version + " still answers, but the registry cannot be read: " + e.getMessage());
        }
        if (window.isDataQualityFailing()) {
            return because(
                    false,
                    "the flights of window " + window.number() + " are not what was declared: "
                            + window.expectations().orElseThrow().failures().get(0));
        }
        if (named != version) {
            return because(
                    true,
                    "version " + version + " answers until the next tick, which follows " + live.alias()
                            + " to version " + named);
        }
        String found = window.number() == 0
                ? "no window was closed yet"
                : "window " + window.number() + " raised " + window.alerts().size() + " alerts";
        return because(true, "version " + version + " answers; " + found);
    }

    private static HealthCheckResponseBuilder because(boolean up, String reason) {
        return HealthCheckResponse.named("model").status(up).withData("reason", reason);
    }
}

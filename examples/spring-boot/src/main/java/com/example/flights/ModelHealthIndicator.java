package com.example.flights;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.RegistryException;
import io.leeway.serving.LiveModel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.tribuo.classification.Label;

/**
 * Says whether the model can be relied on, and why: down if the registry cannot be read, out of service if the rows of the
 * last window are not what was declared. Drift alone is a finding, not an outage.
 */
@Component("model")
class ModelHealthIndicator implements HealthIndicator {
    private final LiveModel<Flight, Label> live;
    private final ModelMonitor<Flight> monitor;
    private final ModelRegistry registry;

    ModelHealthIndicator(LiveModel<Flight, Label> live, ModelMonitor<Flight> monitor, ModelRegistry registry) {
        this.live = live;
        this.monitor = monitor;
        this.registry = registry;
    }

    @Override
    public Health health() {
        MonitoringSnapshot window = monitor.snapshot();
        Duration age = Duration.between(live.since(), Instant.now()).truncatedTo(ChronoUnit.SECONDS);
        return judge(live.version().number(), window)
                .withDetail("version", live.version().number())
                .withDetail("promoted", live.since())
                .withDetail("age", age)
                .withDetail("verdict", window.verdict())
                .withDetail("window", window.number() == 0 ? "none was closed yet" : window.toString())
                .build();
    }

    private Health.Builder judge(int version, MonitoringSnapshot window) {
        int named;
        try {
            named = registry.resolve(live.name(), live.alias()).number();
        } catch (RegistryException e) {
            return because(
                    Health.down(),
                    "version " + version + " still answers, but the registry cannot be read: " + e.getMessage());
        }
        if (window.isDataQualityFailing()) {
            return because(
                    Health.outOfService(),
                    "the flights of window " + window.number() + " are not what was declared: "
                            + window.expectations().orElseThrow().failures().get(0));
        }
        if (named != version) {
            return because(
                    Health.up(),
                    "version " + version + " answers until the next tick, which follows " + live.alias()
                            + " to version " + named);
        }
        String found = window.number() == 0
                ? "no window was closed yet"
                : "window " + window.number() + " raised " + window.alerts().size() + " alerts";
        return because(Health.up(), "version " + version + " answers; " + found);
    }

    private static Health.Builder because(Health.Builder health, String reason) {
        return health.withDetail("reason", reason);
    }
}

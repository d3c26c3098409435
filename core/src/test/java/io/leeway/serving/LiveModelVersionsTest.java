package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leeway.feedback.FeedbackLog;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** A monitor that live models share tells the answers of their versions apart. */
class LiveModelVersionsTest {
    private static final String CANARY = "canary";
    private static final List<Trip> TRIPS = Trips.make(1_200, 3);

    private final ModelRegistry registry = MemoryRegistry.create();

    LiveModelVersionsTest() {
        for (int version = 1; version <= 2; version++) {
            byte[] bytes = TribuoModel.classifier(Trips.SCHEMA, Trips.classifier(Trips.logistic()), "true")
                    .toBytes(Instant.EPOCH.plusSeconds(version));
            Trips.register(registry, bytes);
        }
        registry.moveAlias(MODEL, CHAMPION, 0, 1, "first");
        registry.moveAlias(MODEL, CANARY, 0, 2, "tried");
    }

    private LiveModelBuilder<Trip, Label> live(String alias) {
        return LiveModel.classification(Trips.SCHEMA, registry, MODEL, alias);
    }

    private static ModelMonitor<Trip> monitor() {
        ModelMonitor<Trip> monitor = ModelMonitor.of(Trips.SCHEMA)
                .reference(Profiler.of(Trips.SCHEMA).addAll(TRIPS).profile())
                .test(DriftTests.psi())
                .window(TRIPS.size())
                .build();
        monitor.addVersion(2, Profiler.of(Trips.SCHEMA).addAll(TRIPS).profile());
        return monitor;
    }

    private static void isDivided(ModelMonitor<Trip> monitor) {
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(tuple(2L, 400L), tuple(0L, 800L));
    }

    @Test
    void answersOfAChampionAndACanaryThatComeByTurnsCountToTheirVersions() {
        ModelMonitor<Trip> monitor = monitor();
        try (LiveModel<Trip, Label> champion = live(CHAMPION).monitor(monitor).build();
                LiveModel<Trip, Label> canary = live(CANARY).monitor(monitor).build()) {
            for (int i = 0; i < TRIPS.size(); i++) {
                (i % 3 == 0 ? canary : champion).predict(TRIPS.get(i));
            }
        }
        isDivided(monitor);
    }

    @Test
    void soTheyDoThroughALogAndInBatches() {
        ModelMonitor<Trip> monitor = monitor();
        FeedbackLog<Trip> log = FeedbackLog.inMemory(Trips.SCHEMA);
        monitor.resume(log);
        try (LiveModel<Trip, Label> champion =
                        live(CHAMPION).monitor(monitor).feedback(log).build();
                LiveModel<Trip, Label> canary =
                        live(CANARY).monitor(monitor).feedback(log).build()) {
            for (int i = 0; i < TRIPS.size(); i += 4) {
                (i % 3 == 0 ? canary : champion).predictAll(TRIPS.subList(i, i + 4));
            }
        }
        isDivided(monitor);
        log.close();
    }

    @Test
    void aReplicaThatAnswersByTheVersionBeforeAfterASwapCountsToThatOne() {
        ModelMonitor<Trip> monitor = monitor();
        try (LiveModel<Trip, Label> first = live(CHAMPION).monitor(monitor).build();
                LiveModel<Trip, Label> replica = live(CHAMPION).monitor(monitor).build()) {
            TRIPS.subList(0, 400).forEach(first::predict);
            first.switchTo(2, "better");
            monitor.putInCharge(2);
            TRIPS.subList(400, 800).forEach(first::predict);
            TRIPS.subList(800, 1_000).forEach(replica::predict);
            replica.refresh();
            TRIPS.subList(1_000, 1_200).forEach(replica::predict);
        }
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(tuple(0L, 600L), tuple(2L, 600L));
    }
}

package io.leeway.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.MismatchedModelException;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.ModelMonitorBuilder;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Errands.Errand;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live model of three classes is watched as a binary one is. */
class LiveModelOfClassesTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-03T00:00:00Z"), ZoneOffset.UTC);
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");
    private static final List<Errand> ERRANDS = Errands.make(600, 5, 1);

    private final ModelRegistry registry = MemoryRegistry.create(CLOCK);
    private final Errands<?> kind = Errands.CLASSES;

    LiveModelOfClassesTest() {
        kind.register(registry);
    }

    private ModelMonitorBuilder<Errand> monitor() {
        return ModelMonitor.of(kind.schema)
                .classes("early", "late", "on time")
                .referenceVectors(ERRANDS.subList(0, 300), errand -> new double[] {0.25, 0.5, 0.25})
                .test(DriftTests.psi())
                .clock(CLOCK)
                .performanceOver(600)
                .window(200);
    }

    private FeedbackLog<Errand> log() {
        return FeedbackLog.of(kind.schema).clock(CLOCK).inMemory();
    }

    private void serve(LiveModel<Errand, ?> live, FeedbackLog<Errand> log, int from, int to) {
        for (Errand errand : ERRANDS.subList(from, to)) {
            live.score(errand);
            kind.label(log, errand);
        }
    }

    private static void isWatched(ModelMonitor<Errand> monitor) {
        MonitoringSnapshot last = monitor.snapshot();
        assertThat(last.invalidPredictions()).isZero();
        assertThat(last.profile().features()).contains("prediction(early)", "prediction(late)", "prediction(on time)");
        assertThat(last.outcomes().orElseThrow().values()).containsKeys("accuracy", "logLoss");
        assertThat(monitor.labels().unknown()).isZero();
    }

    @Test
    void aMonitorOfAnswersAndOneThatFollowsTheLogSayTheSame() {
        FeedbackLog<Errand> log = log();
        ModelMonitor<Errand> follows = monitor().build();
        follows.resume(log);
        ModelMonitor<Errand> hears = monitor().build();
        try (LiveModel<Errand, ?> live =
                kind.champion(registry).monitor(hears).feedback(log).build()) {
            serve(live, log, 0, 600);
        }

        isWatched(hears);
        isWatched(follows);
        assertThat(follows.history())
                .extracting(MonitoringSnapshot::profile)
                .containsExactlyElementsOf(hears.history().stream()
                        .map(MonitoringSnapshot::profile)
                        .toList());
        assertThat(follows.performance().total()).isEqualTo(600);
        assertThat(hears.performance().total()).isEqualTo(600);
    }

    @Test
    void whatIsTrainedFromTheLogHasTheLabelsAndWhatWasAnsweredToTheBit() {
        FeedbackLog<Errand> log = log();
        try (LiveModel<Errand, ?> live = kind.champion(registry).feedback(log).build();
                LiveModel<Errand, ?> again = kind.champion(registry).build()) {
            serve(live, log, 0, 50);
            int at = 0;
            for (FeedbackEntry<Errand> entry : log.entries(FOREVER)) {
                Errand errand = ERRANDS.get(at++);
                assertThat(entry.row()).isEqualTo(errand);
                assertThat(entry.probabilities())
                        .isEqualTo(
                                List.copyOf(again.answer(errand).probabilities().values()));
                assertThat(entry.version()).isEqualTo(1);
            }
        }
        assertThat(log.labelledAt(FOREVER).toList()).hasSize(50).isEqualTo(ERRANDS.subList(0, 50));
    }

    @Test
    void aMonitorThatIsKilledGoesOnByTheLog(@TempDir Path folder) {
        FeedbackLog<Errand> log = log();
        ModelMonitor<Errand> unbroken = monitor().build();
        unbroken.resume(log);
        ModelMonitor<Errand> first = monitor().checkpoint(folder).build();
        first.resume(log);
        try (LiveModel<Errand, ?> live = kind.champion(registry).feedback(log).build()) {
            serve(live, log, 0, 270);
            first.close();
            serve(live, log, 270, 330);
            ModelMonitor<Errand> next = monitor().checkpoint(folder).build();
            assertThat(next.resume(log).rows()).isEqualTo(60);
            serve(live, log, 330, 600);

            isWatched(next);
            assertThat(next.history()).isEqualTo(unbroken.history());
            assertThat(next.labels()).isEqualTo(unbroken.labels());
            next.close();
        }
    }

    @Test
    void classesInAnotherOrderAreRefused() {
        ModelMonitor<Errand> other =
                ModelMonitor.of(kind.schema).classes("late", "early", "on time").build();

        assertThatThrownBy(() -> kind.champion(registry).monitor(other).build())
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("[early, late, on time]")
                .hasMessageContaining("by classes(...)");
    }
}

package io.leeway.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Adaptation;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.MismatchedModelException;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.ModelMonitorBuilder;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Errands.Errand;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live model of numbers with bands is watched as one of numbers alone is. */
class LiveModelOfBandsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-03T00:00:00Z"), ZoneOffset.UTC);
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");
    private static final List<Errand> ERRANDS = Errands.make(450, 5, 1);
    private static final Bands<Errand> BANDS = (errand, number, ends) -> {
        ends[0] = number - 1 - errand.hour();
        ends[1] = number + 1 + errand.hour();
    };

    private final ModelRegistry registry = MemoryRegistry.create(CLOCK);
    private final Errands<?> kind = Errands.NUMBERS;
    private final FeedbackLog<Errand> log =
            FeedbackLog.of(kind.schema).clock(CLOCK).inMemory();

    LiveModelOfBandsTest() {
        kind.register(registry);
    }

    private ModelMonitorBuilder<Errand> monitor() {
        return ModelMonitor.of(kind.schema).bands(0.9).clock(CLOCK).window(150);
    }

    private void serve(LiveModel<Errand, ?> live) {
        for (Errand errand : ERRANDS) {
            live.score(errand);
            kind.label(log, errand);
        }
    }

    private static void isWatched(ModelMonitor<Errand> monitor) {
        assertThat(monitor.history()).hasSize(3);
        MonitoringSnapshot last = monitor.snapshot();
        assertThat(last.invalidPredictions()).isZero();
        assertThat(last.profile().features()).contains("prediction", "prediction(width)");
        assertThat(last.metrics()).containsKey("coverage");
        assertThat(monitor.labels().unknown()).isZero();
    }

    @Test
    void aMonitorOfAnswersAndOneThatFollowsTheLogSeeTheBands() {
        ModelMonitor<Errand> follows = monitor().build();
        follows.resume(log);
        ModelMonitor<Errand> hears = monitor().build();
        try (LiveModel<Errand, ?> live = kind.champion(registry)
                .monitor(hears)
                .feedback(log)
                .bands(BANDS)
                .build()) {
            serve(live);
            assertThat(live.unrecorded()).isZero();
        }

        isWatched(hears);
        isWatched(follows);
        assertThat(follows.snapshot().profile()).isEqualTo(hears.snapshot().profile());
    }

    @Test
    void theBandOfACorrectedAnswerIsThatOfTheCorrection() {
        try (LiveModel<Errand, ?> live = kind.champion(registry)
                .feedback(log)
                .bands(BANDS)
                .monitor(monitor().reference(kind.profile()).build())
                .adaptation(Adaptation.standard())
                .build()) {
            serve(live);
        }
        List<FeedbackEntry<Errand>> entries = new ArrayList<>();
        log.entries(FOREVER).forEach(entries::add);
        FeedbackEntry<Errand> last = entries.get(entries.size() - 1);

        assertThat(last.revision()).isPositive();
        assertThat(last.champion().orElseThrow()).isNotEqualTo(last.answer().orElseThrow());
        assertThat(last.band().get(0))
                .isEqualTo(last.answer().orElseThrow() - 1 - last.row().hour());
        assertThat(last.band().get(1))
                .isEqualTo(last.answer().orElseThrow() + 1 + last.row().hour());
    }

    @Test
    void aMonitorOfBandsNeedsThemAndAClassifierHasNone() {
        assertThatThrownBy(
                        () -> kind.champion(registry).monitor(monitor().build()).build())
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("bands(...)");
        ModelRegistry other = MemoryRegistry.create(CLOCK);
        Errands.CLASSES.register(other);
        assertThatThrownBy(() -> Errands.CLASSES
                        .champion(other)
                        .feedback(FeedbackLog.inMemory(Errands.CLASSES.schema))
                        .bands(BANDS)
                        .build())
                .isInstanceOf(MismatchedModelException.class);
    }
}

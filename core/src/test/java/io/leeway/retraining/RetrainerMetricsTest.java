package io.leeway.retraining;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RetrainerMetricsTest {
    private static final RetrainingPolicy AFTER_100_LABELS = RetrainingPolicy.named("p")
            .when(newLabels().atLeast(100))
            .cooldown(Duration.ofHours(1))
            .build();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private double counter(String name, String... tags) {
        return meters.get(name).tags(tags).functionCounter().count();
    }

    private FunctionTimer trainings() {
        return meters.get(RetrainerMetrics.TRAININGS).functionTimer();
    }

    @Test
    void decisionsOutcomesAndTrainingsAreCounted() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(AFTER_100_LABELS).build();
        RetrainerMetrics.of(retrainer).bindTo(meters);

        retrainer.tick();
        loop.serve(100, 1);
        retrainer.tick();

        assertThat(counter(RetrainerMetrics.DECISIONS, "action", "hold", "reason", "none_met"))
                .isEqualTo(1);
        assertThat(counter(RetrainerMetrics.DECISIONS, "action", "retrain", "reason", "condition_met"))
                .isEqualTo(1);
        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "held")).isEqualTo(1);
        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "promoted")).isEqualTo(1);
        assertThat(trainings().count()).isEqualTo(1);
        assertThat(trainings().totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    @Test
    void aRejectedChallengerIsATrainingWithoutAPromotion() {
        ClosedLoop loop = new ClosedLoop(better().than("champion").on(logLoss()).withConfidence(0.95));
        var retrainer = loop.retrainer(AFTER_100_LABELS).build();
        RetrainerMetrics.of(retrainer).bindTo(meters);
        loop.serve(100, 1);

        retrainer.tick();

        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "rejected")).isEqualTo(1);
        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "promoted")).isZero();
        assertThat(trainings().count()).isEqualTo(1);
    }

    @Test
    void aTrainingThatFailsIsCountedAndTimed() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(AFTER_100_LABELS)
                .trainingData(now -> {
                    throw new IllegalStateException("the warehouse is closed");
                })
                .build();
        RetrainerMetrics.of(retrainer).bindTo(meters);
        loop.serve(100, 1);

        retrainer.tick();

        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "failed")).isEqualTo(1);
        assertThat(trainings().count()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsIsCounted() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(AFTER_100_LABELS)
                .listener(outcome -> {
                    throw new IllegalStateException("no room left");
                })
                .build();
        RetrainerMetrics.of(retrainer).bindTo(meters);

        assertThatIllegalStateException().isThrownBy(retrainer::tick);

        assertThat(counter(RetrainerMetrics.LISTENER_FAILURES)).isEqualTo(1);
        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "held")).isEqualTo(1);
    }

    @Test
    void allMetersHaveTheModelTheAliasAndFurtherTags() {
        var retrainer = new ClosedLoop().retrainer(AFTER_100_LABELS).build();

        RetrainerMetrics.of(retrainer).tags(Tags.of("replica", "a")).bindTo(meters);

        assertThat(meters.getMeters())
                .hasSize(Decision.Reason.values().length + RetrainingOutcome.Status.values().length + 2)
                .allSatisfy(meter -> {
                    assertThat(meter.getId().getTag("model")).isEqualTo(ClosedLoop.MODEL);
                    assertThat(meter.getId().getTag("alias")).isEqualTo(ClosedLoop.CHAMPION);
                    assertThat(meter.getId().getTag("replica")).isEqualTo("a");
                    assertThat(meter.getId().getDescription()).isNotBlank();
                });
    }

    @Test
    void aRetrainerThatWasBuiltAnewTakesThePlaceOfTheOld() {
        ClosedLoop loop = new ClosedLoop();
        var old = loop.retrainer(AFTER_100_LABELS).build();
        RetrainerMetrics.of(old).bindTo(meters);
        old.tick();

        RetrainerMetrics.of(loop.retrainer(AFTER_100_LABELS).build()).bindTo(meters);

        assertThat(counter(RetrainerMetrics.OUTCOMES, "status", "held")).isZero();
    }
}

package io.leeway.retraining;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.monitoring.MonitoringObservations;
import io.leeway.pipeline.PipelineObservations;
import io.leeway.serving.LiveModelObservations;
import io.leeway.serving.RecordedActivities;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an observer sees of a retraining: which activities, in which order, inside which. */
class RetrainerObservationsTest {
    private static final RetrainingPolicy AFTER_100_LABELS =
            RetrainingPolicy.named("p").when(newLabels().atLeast(100)).build();

    private final RecordedActivities seen = new RecordedActivities();

    private List<String> story() {
        return seen.all.stream()
                .filter(each -> !each.activity.name().equals(LiveModelObservations.PREDICT.name()))
                .map(Object::toString)
                .toList();
    }

    @Test
    void aRetrainingContainsTrainingEvaluationRegistrationAndPromotion() {
        ClosedLoop loop = new ClosedLoop(seen);
        var retrainer = loop.retrainer(AFTER_100_LABELS).build();
        loop.serve(100, 1);
        seen.all.clear();

        var outcome = retrainer.tick();

        assertThat(story())
                .containsExactly(
                        "leeway.retrainer.tick promoted",
                        "leeway.retrainer.tick > leeway.pipeline.run promotable",
                        "leeway.pipeline.run > leeway.pipeline.evaluate baseline",
                        "leeway.pipeline.run > leeway.pipeline.train trained",
                        "leeway.pipeline.run > leeway.pipeline.evaluate passed",
                        "leeway.pipeline.run > leeway.pipeline.register registered",
                        "leeway.retrainer.tick > leeway.model.swap swapped");
        assertThat(seen.only(RetrainerObservations.TICK).values)
                .containsEntry("model", ClosedLoop.MODEL)
                .containsEntry("alias", ClosedLoop.CHAMPION)
                .containsEntry("version", "2")
                .containsEntry("explanation", outcome.sentence());
        assertThat(seen.only(PipelineObservations.RUN).values)
                .containsEntry("rows", "1000")
                .containsEntry("version", "2")
                .hasEntrySatisfying("explanation", why -> assertThat(why).contains("logistic"));
        assertThat(seen.only(PipelineObservations.TRAIN).values)
                .containsEntry("candidate", "logistic")
                .containsEntry("rows", "700");
        assertThat(seen.only(PipelineObservations.REGISTER).values).containsEntry("version", "2");
        assertThat(seen.only(LiveModelObservations.SWAP).values)
                .containsEntry("reason", outcome.decision().orElseThrow().sentence());
    }

    @Test
    void aTickThatHoldsSaysWhy() {
        ClosedLoop loop = new ClosedLoop(seen);
        var retrainer = loop.retrainer(AFTER_100_LABELS).build();
        seen.all.clear();

        var outcome = retrainer.tick();

        assertThat(story()).containsExactly("leeway.retrainer.tick held");
        assertThat(seen.only(RetrainerObservations.TICK).values)
                .containsEntry("version", "1")
                .containsEntry("explanation", outcome.sentence());
    }

    @Test
    void aChallengerThatIsHeldBackIsEvaluatedAndNotPromoted() {
        ClosedLoop loop =
                new ClosedLoop(seen, better().than("champion").on(logLoss()).withConfidence(0.95));
        var retrainer = loop.retrainer(AFTER_100_LABELS).build();
        loop.serve(100, 1);
        seen.all.clear();

        retrainer.tick();

        assertThat(story())
                .contains(
                        "leeway.retrainer.tick rejected",
                        "leeway.retrainer.tick > leeway.pipeline.run rejected",
                        "leeway.pipeline.run > leeway.pipeline.evaluate rejected")
                .noneMatch(each -> each.contains("leeway.model.swap"));
    }

    @Test
    void aTrainingThatFailsIsReportedOnTheTickAlthoughTheTickReturns() {
        ClosedLoop loop = new ClosedLoop(seen);
        IllegalStateException closed = new IllegalStateException("the warehouse is closed");
        var retrainer = loop.retrainer(AFTER_100_LABELS)
                .trainingData(now -> {
                    throw closed;
                })
                .build();
        loop.serve(100, 1);
        seen.all.clear();

        retrainer.tick();

        assertThat(story()).containsExactly("leeway.retrainer.tick failed");
        assertThat(seen.only(RetrainerObservations.TICK).failure).isSameAs(closed);
    }

    @Test
    void theListenerIsNotifiedWithinTheTickAndItsExceptionReported() {
        ClosedLoop loop = new ClosedLoop(seen);
        List<String> told = new ArrayList<>();
        var retrainer = loop.retrainer(AFTER_100_LABELS)
                .listener(outcome -> {
                    seen.observe(MonitoringObservations.EVALUATE, inner -> told.add(outcome.sentence()));
                    throw new IllegalStateException("nobody listens");
                })
                .build();
        seen.all.clear();

        assertThatIllegalStateException().isThrownBy(retrainer::tick);

        assertThat(told).hasSize(1);
        assertThat(seen.only(MonitoringObservations.EVALUATE).parent).isEqualTo("leeway.retrainer.tick");
        assertThat(seen.only(RetrainerObservations.TICK).failure).hasMessage("nobody listens");
    }

    @Test
    void aPromotionWithoutARetrainerIsObservedByThePipeline() {
        new ClosedLoop(seen);

        assertThat(story()).contains("leeway.pipeline.promote promoted");
        assertThat(seen.only(PipelineObservations.PROMOTE).values)
                .containsEntry("model", ClosedLoop.MODEL)
                .containsEntry("version", "1");
    }
}

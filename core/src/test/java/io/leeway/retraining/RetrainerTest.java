package io.leeway.retraining;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.model.ModelMetadata;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.pipeline.PipelineException;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.AliasConflictException;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelVersion;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** What a look does, outcome by outcome. */
class RetrainerTest {
    private static final RetrainingPolicy WORSE_THAN_THE_BASE_RATE = RetrainingPolicy.named("p")
            .when(metric("logLoss").exceeds("baseRateLogLoss", 0.05))
            .build();

    /** Trains at the first look after so many labels, whatever they say. */
    private static RetrainingPolicy.Builder afterLabels(long count) {
        return RetrainingPolicy.named("p").when(newLabels().atLeast(count));
    }

    @Test
    void holdsAndSaysWhyWhereNoConditionIsMet() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(ClosedLoop.WINDOW, 1);

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(outcome.at()).isEqualTo(loop.clock.instant());
        assertThat(outcome.sentence())
                .startsWith("hold: no condition is met: logLoss is 0.")
                .contains("against baseRateLogLoss 0.")
                .endsWith("(threshold: exceeds baseRateLogLoss by at least 0.05).");
        assertThat(outcome.isTraining()).isFalse();
        assertThat(outcome.run()).isEmpty();
        assertThat(outcome.champion()).isEqualTo(1);
        assertThat(loop.registry.versions(ClosedLoop.MODEL)).hasSize(1);
    }

    @Test
    void holdsAndSaysWhatIsUnknownBeforeTheFirstWindow() {
        var outcome =
                new ClosedLoop().retrainer(WORSE_THAN_THE_BASE_RATE).build().tick();

        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(outcome.sentence()).contains("logLoss is unknown");
    }

    @Test
    void trainsGatesRegistersAndPromotesWhenAConditionIsMet() {
        ClosedLoop loop = new ClosedLoop(better().on(logLoss()));
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(2 * ClosedLoop.WINDOW, -1);

        RetrainingOutcome<Delivery, Label> outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.PROMOTED);
        assertThat(outcome.isTraining()).isTrue();
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.sentence())
                .startsWith("retrain: logLoss is")
                .contains("Version 2 replaced version 1: logistic");
        ModelVersion promoted = outcome.run().flatMap(PipelineRun::version).orElseThrow();
        assertThat(promoted.number()).isEqualTo(2);
        assertThat(promoted.metadata()).containsEntry(ModelMetadata.STATUS, ModelMetadata.PASSED);
        assertThat(promoted.lineage().parentVersion()).hasValue(1);
        assertThat(promoted.lineage().gates().values())
                .singleElement()
                .asString()
                .startsWith("PASSED");
        assertThat(loop.champion()).isEqualTo(2);
        assertThat(outcome.champion()).isEqualTo(2);
    }

    @Test
    void aPromotionSaysWhyInTheAuditTrail() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(ClosedLoop.WINDOW, -1);

        var outcome = retrainer.tick();

        assertThat(loop.registry.audit(ClosedLoop.MODEL))
                .last()
                .extracting(AuditEvent::reason)
                .isEqualTo(outcome.decision().orElseThrow().sentence());
    }

    @Test
    void aPromotionSwapsTheModelThatAnswersAndRebasesTheMonitor() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(2 * ClosedLoop.WINDOW, -1);
        Delivery far = Deliveries.from(5_000, 50, -1).stream()
                .filter(each -> each.distance() > 850)
                .findFirst()
                .orElseThrow();
        double before = loop.live.score(far);

        var outcome = retrainer.tick();

        assertThat(loop.live.version().number()).isEqualTo(2);
        assertThat(loop.live.since()).isEqualTo(loop.clock.instant());
        assertThat(before).isGreaterThan(0.7);
        assertThat(loop.live.score(far)).isLessThan(0.5);
        assertThat(loop.monitor.reference()).isEqualTo(outcome.run().map(PipelineRun::trainingProfile));
    }

    @Test
    void aMonitorThatComparesPredictionsIsRebasedOnThoseOfTheRowsHeldOut() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(100).build()).build();
        loop.monitor.rebase(loop.pipeline.run(loop.known).holdOutProfile());
        loop.serve(100, 1);

        var outcome = retrainer.tick();

        assertThat(loop.monitor.reference()).isEqualTo(outcome.run().map(PipelineRun::holdOutProfile));
        loop.serve(ClosedLoop.WINDOW, 1);
        assertThat(loop.monitor.snapshot().drift().orElseThrow().features())
                .extracting(FeatureDrift::feature)
                .containsExactly("distance", "load", "depot", ModelMonitor.PREDICTION);
    }

    @Test
    void everyMetricOfTheMonitorHasABaseline() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(metric("recall").dropsBy(0.9))
                        .or(metric("precision").dropsBy(0.9))
                        .or(metric("calibrationBias").dropsBy(0.9))
                        .or(metric("baseRate").risesBy(0.9))
                        .build())
                .build();
        loop.serve(ClosedLoop.WINDOW, 1);

        assertThat(retrainer.tick().sentence())
                .contains("recall is", "precision is", "calibrationBias is", "baseRate is")
                .doesNotContain("unknown");
        assertThat(loop.live.version().lineage().metrics())
                .containsKeys(loop.monitor.snapshot().metrics().keySet().toArray(new String[0]));
    }

    @Test
    void newLabelsAreCountedFromTheLastTrainingOn() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(200).build()).build();

        loop.serve(150, 1);
        assertThat(retrainer.tick().sentence()).contains("new labels are 150 (threshold: at least 200)");
        loop.serve(50, 1);
        assertThat(retrainer.tick().isTraining()).isTrue();
        assertThat(retrainer.state().newLabels()).isZero();
        loop.serve(60, 1);
        assertThat(retrainer.tick().sentence()).contains("new labels are 60");
        assertThat(retrainer.state().newLabels()).isEqualTo(60);
    }

    @Test
    void aChallengerThatFailsItsGatesIsKeptWithItsReasonsAndTheChampionGoesOn() {
        ClosedLoop loop = new ClosedLoop(rocAuc().atLeast(0.6), better().on(logLoss()));
        var retrainer = loop.retrainer(afterLabels(200).build()).build();
        var reference = loop.monitor.reference();
        loop.serve(200, 1);

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.sentence()).contains("Not promoted: No candidate passes", "with 95% confidence");
        ModelVersion kept = loop.registry.version(ClosedLoop.MODEL, 2);
        assertThat(outcome.run().orElseThrow().version()).contains(kept);
        assertThat(kept.metadata()).containsEntry(ModelMetadata.STATUS, ModelMetadata.REJECTED);
        assertThat(kept.lineage().gates().values())
                .satisfiesExactlyInAnyOrder(
                        passed -> assertThat(passed).startsWith("PASSED"),
                        failed -> assertThat(failed).startsWith("FAILED").contains("but must be above 0.0000"));
        assertThat(loop.champion()).isEqualTo(1);
        assertThat(loop.live.version().number()).isEqualTo(1);
        assertThat(loop.monitor.reference()).isEqualTo(reference);
        assertThat(retrainer.state().newLabels()).isZero();
    }

    @Test
    void aTrainingThatThrowsFailsAndTheLiveModelGoesOnAnswering() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(200).build())
                .trainingData(now -> List.of())
                .build();
        loop.serve(200, 1);

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.failure()).get().isInstanceOf(PipelineException.class);
        assertThat(outcome.sentence()).contains("The training failed:", "There are no rows");
        assertThat(outcome.isTraining()).isTrue();
        loop.serve(10, 1);
        assertThat(loop.live.answersByVersion()).containsEntry(1, 210L);
    }

    @Test
    void aTrainingThatFailedCountsForThePauseAndTheBudget() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(100)
                        .cooldown(Duration.ofMinutes(150))
                        .atMost(1, Duration.ofMinutes(450))
                        .build())
                .trainingData(now -> {
                    throw new IllegalStateException("the warehouse is closed");
                })
                .build();
        loop.serve(100, 1);
        assertThat(retrainer.tick().sentence()).contains("the warehouse is closed");

        loop.serve(100, 1);
        assertThat(retrainer.tick().decision().orElseThrow().reason()).isEqualTo(Decision.Reason.COOLDOWN);
        loop.serve(100, 1);
        assertThat(retrainer.tick().decision().orElseThrow().reason()).isEqualTo(Decision.Reason.BUDGET);
        loop.serve(250, 1);
        assertThat(retrainer.tick().status()).isEqualTo(Status.FAILED);
    }

    @Test
    void signalsThatCannotBeReadAreAFailedLookAndNoTraining() {
        ClosedLoop loop = new ClosedLoop();
        Condition broken = new Condition() {
            @Override
            public Observation observe(Signals signals, java.util.Map<String, Observation.Streak> streaks) {
                throw new IllegalStateException("a condition of one's own");
            }

            @Override
            public String describe() {
                return "broken";
            }
        };
        var retrainer =
                loop.retrainer(RetrainingPolicy.named("p").when(broken).build()).build();

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.FAILED);
        assertThat(outcome.isTraining()).isFalse();
        assertThat(outcome.sentence()).contains("a condition of one's own");
        assertThat(retrainer.state().policy().trainings()).isEmpty();
    }

    @Test
    void aPersonWhoMovedTheAliasDuringTheTrainingIsNotOverruled() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(afterLabels(100).build()).build();
        loop.serve(100, 1);
        loop.whenTrained = () -> loop.moveAlias(1, 2);

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.OVERTAKEN);
        assertThat(outcome.failure()).get().isInstanceOf(AliasConflictException.class);
        assertThat(outcome.sentence()).contains("Version 3 was overtaken").contains("is at version 2");
        assertThat(loop.champion()).isEqualTo(2);
        assertThat(loop.live.version().number()).isEqualTo(1);
        assertThat(loop.registry.versions(ClosedLoop.MODEL)).hasSize(3);
        assertThat(retrainer.state().policy().trainings()).containsExactly(loop.clock.instant());
    }

    @Test
    void aChallengerMeasuredAgainstAnotherVersionThanTheOneThatAnswersIsNotPromoted() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(afterLabels(100).build())
                .trainingData(now -> {
                    loop.moveAlias(1, 2);
                    return loop.known;
                })
                .build();
        loop.serve(100, 1);

        var outcome = retrainer.tick();

        assertThat(outcome.run().orElseThrow().champion().orElseThrow().number())
                .isEqualTo(2);
        assertThat(outcome.status()).isEqualTo(Status.OVERTAKEN);
        assertThat(loop.champion()).isEqualTo(2);
    }

    @Test
    void aVersionThatCameToAnswerWhileTheChallengerWasLoadedIsNotOverruled() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(afterLabels(100).build()).build();
        loop.serve(100, 1);
        loop.whenTrained = () -> loop.registry.atNextRead(() -> {
            loop.moveAlias(1, 2);
            loop.live.refresh();
        });

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.OVERTAKEN);
        assertThat(loop.champion()).isEqualTo(2);
        assertThat(loop.live.version().number()).isEqualTo(2);
    }

    @Test
    void aLookFollowsAnAliasThatSomebodyMoved() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(ClosedLoop.WINDOW, -1);
        loop.moveAlias(1, 2);

        var outcome = retrainer.tick();

        assertThat(loop.live.version().number()).isEqualTo(2);
        assertThat(outcome.champion()).isEqualTo(2);
        // What was seen of version 1 is not held against version 2.
        assertThat(outcome.status()).isEqualTo(Status.HELD);
        assertThat(outcome.sentence()).contains("logLoss is unknown");
    }

    @Test
    void afterSomebodyRolledBackSustainedConditionsCountAnew() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(metric("logLoss").exceeds("baseRateLogLoss", 0.05).sustainedFor(2))
                        .build())
                .build();
        loop.live.switchTo(2, "an experiment");
        loop.serve(ClosedLoop.WINDOW, -1);
        retrainer.tick();
        loop.serve(ClosedLoop.WINDOW, -1);
        assertThat(retrainer.tick().sentence()).contains("at 1 of 2 looks in a row");

        loop.live.rollBack("it was no good");
        loop.serve(ClosedLoop.WINDOW, -1);

        assertThat(retrainer.tick().sentence()).contains("unknown");
        loop.serve(ClosedLoop.WINDOW, -1);
        assertThat(retrainer.tick().sentence()).contains("at 1 of 2 looks in a row");
        loop.serve(ClosedLoop.WINDOW, -1);
        assertThat(retrainer.tick().isTraining()).isTrue();
    }

    @Test
    void looksAreNotCountedAcrossAnAliasThatSomebodyMoved() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(newLabels().atLeast(10).sustainedFor(2))
                        .build())
                .build();
        loop.serve(20, 1);
        assertThat(retrainer.tick().sentence()).contains("at 1 of 2 looks in a row");

        loop.moveAlias(1, 2);

        assertThat(retrainer.tick().sentence()).contains("at 1 of 2 looks in a row");
        assertThat(retrainer.tick().isTraining()).isTrue();
    }

    @Test
    void aRegistryThatCannotBeReadIsAFailedLook() {
        ClosedLoop loop = new ClosedLoop();
        loop.pipeline.run(loop.known);
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.moveAlias(1, 2);
        loop.registry.atNextRead(() -> {
            throw new IllegalStateException("the disk is gone");
        });

        assertThat(retrainer.tick().sentence()).contains("the disk is gone");

        assertThat(loop.live.version().number()).isEqualTo(1);
        retrainer.tick();
        assertThat(loop.live.version().number()).isEqualTo(2);
    }

    @Test
    void windowsOfTheReplacedModelAreNotReadAfterAPromotion() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(WORSE_THAN_THE_BASE_RATE).build();
        loop.serve(2 * ClosedLoop.WINDOW, -1);
        assertThat(retrainer.tick().status()).isEqualTo(Status.PROMOTED);

        assertThat(retrainer.tick().sentence()).contains("logLoss is unknown: no labelled rows");
        loop.serve(ClosedLoop.WINDOW - 1, -1);
        assertThat(retrainer.tick().sentence()).contains("logLoss is unknown: no labelled rows");
        loop.serve(1, -1);
        assertThat(retrainer.tick().sentence()).contains("logLoss is 0.");
    }

    @Test
    void metricsRestOnRowsThatTheModelThatAnswersHasPredicted() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(metric("logLoss").onAtLeast(1).exceeds("baseRateLogLoss", 0.05))
                        .build())
                .build();
        loop.serve(4 * ClosedLoop.WINDOW, -1);
        assertThat(retrainer.tick().status()).isEqualTo(Status.PROMOTED);

        loop.serve(50, -1);
        loop.monitor.flush();

        // Version 1 predicted 250 of the newest 300 rows, which would ask for another training.
        assertThat(loop.monitor.snapshot().version()).isEqualTo(2);
        assertThat(loop.monitor.snapshot().classification().orElseThrow().rows())
                .isEqualTo(50);
        assertThat(loop.monitor.snapshot().metrics().get("logLoss")).isLessThan(0.6);
        assertThat(loop.monitor.performance(1).newest(250).classification(0.5).logLoss())
                .isGreaterThan(1.0);
        assertThat(retrainer.tick().status()).isEqualTo(Status.HELD);
    }

    @Test
    void theAgeAndTheBaselinesAreThoseOfTheModelThatAnswers() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(age().atLeast(Duration.ofMinutes(700)))
                        .or(metric("logLoss").risesBy(0.3))
                        .or(metric("f1").dropsBy(0.9))
                        .build())
                .build();
        loop.serve(601, 1);
        double atPromotion = loop.live.version().lineage().metrics().getOrDefault("logLoss", Double.NaN);

        var first = retrainer.tick();
        assertThat(first.sentence())
                .contains("champion's age is 10 h")
                .contains(Words.number(atPromotion) + " at promotion")
                .contains("f1 is");
        loop.serve(100, 1);
        assertThat(retrainer.tick().status()).isEqualTo(Status.PROMOTED);
        loop.serve(60, 1);
        assertThat(retrainer.tick().sentence()).contains("champion's age is 1 h");
    }

    @Test
    void aMonitorThatCannotBeRebasedIsSaidOfAPromotionThatStands() {
        ClosedLoop loop = new ClosedLoop();
        Schema<Delivery> wider = Schema.<Delivery>builder(Delivery.class)
                .numeric("minute", row -> row.at().getEpochSecond() / 60 % 60)
                .build();
        var retrainer = loop.retrainer(RetrainingPolicy.named("p")
                        .when(age().atLeast(Duration.ofMinutes(10)))
                        .build())
                .watch(ModelMonitor.of(wider).clock(loop.clock).build())
                .build();
        loop.serve(20, 1);

        var outcome = retrainer.tick();

        assertThat(outcome.status()).isEqualTo(Status.PROMOTED);
        assertThat(outcome.failure()).isPresent();
        assertThat(outcome.sentence()).contains("Version 2 replaced version 1", "But the monitor goes on", "minute");
        assertThat(loop.live.version().number()).isEqualTo(2);
    }

    @Test
    void theListenerIsToldOfEachOutcome() {
        ClosedLoop loop = new ClosedLoop();
        List<Status> told = new ArrayList<>();
        var retrainer = loop.retrainer(afterLabels(100).build())
                .listener(outcome -> told.add(outcome.status()))
                .build();

        retrainer.tick();
        loop.serve(100, 1);
        retrainer.tick();

        assertThat(told).containsExactly(Status.HELD, Status.PROMOTED);
    }

    @Test
    void aListenerThatThrowsIsHeardByTheCallerAndUndoesNothing() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(100).build())
                .listener(outcome -> {
                    throw new IllegalStateException("nobody listens");
                })
                .build();
        loop.serve(100, 1);

        assertThatIllegalStateException().isThrownBy(retrainer::tick).withMessage("nobody listens");

        assertThat(loop.champion()).isEqualTo(2);
        assertThat(loop.live.version().number()).isEqualTo(2);
        assertThat(retrainer.state().policy().trainings()).hasSize(1);
        loop.serve(100, 1);
        assertThatIllegalStateException().isThrownBy(retrainer::tick);
        assertThat(loop.champion()).isEqualTo(3);
    }

    @Test
    void outcomesAndRetrainersPrintThemselves() {
        ClosedLoop loop = new ClosedLoop();
        var retrainer = loop.retrainer(afterLabels(100).build()).build();

        assertThat(retrainer).hasToString("retrainer of deliveries by policy 'p': when new labels at least 100");
        assertThat(retrainer.tick())
                .hasToString("2026-01-01T16:40:00Z HELD: hold: no condition is met: new labels are 0"
                        + " (threshold: at least 100).");
    }
}

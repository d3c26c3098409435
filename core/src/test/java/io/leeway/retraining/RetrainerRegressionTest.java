package io.leeway.retraining;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.mae;
import static io.leeway.evaluation.Gates.r2;
import static io.leeway.evaluation.Gates.rmse;
import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult.Outcome;
import io.leeway.model.ModelMetadata;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.Deliveries.Duration;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.serving.LiveModel;
import io.leeway.serving.StepClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.regression.Regressor;

/** The loop around a model that answers a number: trained, gated, served, watched and replaced. */
class RetrainerRegressionTest {
    private static final String MODEL = "minutes";

    private final StepClock clock = new StepClock(Deliveries.at(1_000));
    private final MemoryRegistry registry = MemoryRegistry.create(clock);
    private final List<Duration> known = new ArrayList<>(Deliveries.durations(0, 1_000, 0));

    private Pipeline<Duration, Regressor> pipeline(Gate... gates) {
        return Pipeline.regression(MODEL, Deliveries.DURATIONS)
                .holdOut(0.2)
                .candidate("linear", Trainers::linearRegression)
                .gate(gates)
                .register(registry)
                .clock(clock)
                .build();
    }

    /** What one loop is made of. */
    private record Loop(
            ModelMonitor<Duration> monitor,
            LiveModel<Duration, Regressor> live,
            Retrainer<Duration, Regressor> retrainer) {}

    private Loop loop(RetrainingPolicy policy, Gate... gates) {
        Pipeline<Duration, Regressor> pipeline = pipeline(gates);
        PipelineRun<Duration, Regressor> first = pipeline.run(known);
        pipeline.promote(first);
        ModelMonitor<Duration> monitor = ModelMonitor.of(Deliveries.DURATIONS)
                .regression()
                .reference(first.trainingProfile())
                .test(ks())
                .alpha(0.001)
                .window(200)
                .performanceOver(200)
                .clock(clock)
                .build();
        LiveModel<Duration, Regressor> live = LiveModel.regression(
                        Deliveries.DURATIONS, registry, MODEL, pipeline.champion())
                .monitor(monitor)
                .clock(clock)
                .build();
        Retrainer<Duration, Regressor> retrainer = Retrainer.of(pipeline, policy)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(now -> known.subList(known.size() - 600, known.size()))
                .clock(clock)
                .build();
        return new Loop(monitor, live, retrainer);
    }

    private void serve(Loop loop, int count, double offset) {
        for (Duration each : Deliveries.durations(known.size(), count, offset)) {
            clock.set(each.at());
            loop.live().score(each);
            loop.monitor().label(each.id(), each.minutes(), each.at());
            known.add(each);
        }
    }

    private static RetrainingPolicy onWorseError() {
        return RetrainingPolicy.named("p").when(metric("rmse").risesBy(3)).build();
    }

    @Test
    void aModelWhoseErrorGrewIsReplacedByOneThatPassesTheGates() {
        Loop loop = loop(onWorseError(), r2().atLeast(0.8), better().on(rmse()), better().on(mae()));
        serve(loop, 200, 0);
        assertThat(loop.retrainer().tick().sentence())
                .startsWith("hold: no condition is met: rmse is ")
                .contains(" at promotion (threshold: rises by at least 3)");

        serve(loop, 600, 40);
        var outcome = loop.retrainer().tick();

        assertThat(outcome.status()).isEqualTo(Status.PROMOTED);
        assertThat(loop.live().version().number()).isEqualTo(2);
        assertThat(loop.live().version().metadata())
                .containsEntry(ModelMetadata.KIND, "REGRESSION")
                .doesNotContainKey(ModelMetadata.POSITIVE_CLASS);
        assertThat(outcome.run().orElseThrow().winner().orElseThrow().gates())
                .allSatisfy(gate -> assertThat(gate.outcome()).isEqualTo(Outcome.PASSED));
        Duration next = Deliveries.durations(5_000, 1, 40).get(0);
        assertThat(loop.live().score(next)).isCloseTo(next.minutes(), within(20.0));

        serve(loop, 200, 40);
        assertThat(loop.retrainer().tick().status()).isEqualTo(Status.HELD);
    }

    @Test
    void aModelThatIsNoBetterIsKeptWithItsReasons() {
        Loop loop =
                loop(RetrainingPolicy.named("p").when(newLabels().atLeast(600)).build(), better().on(rmse()));
        serve(loop, 600, 0);

        var outcome = loop.retrainer().tick();

        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.sentence()).contains("rmse is").contains("with 95% confidence");
        assertThat(registry.version(MODEL, 2).metadata()).containsEntry(ModelMetadata.STATUS, ModelMetadata.REJECTED);
        assertThat(loop.live().version().number()).isEqualTo(1);
    }

    @Test
    void theMetricsOfTheRunAreTheBaselinesOfItsChampion() {
        Loop loop = loop(onWorseError());

        assertThat(loop.live().version().lineage().metrics()).containsKeys("rmse", "mae", "r2", "bias");
    }
}

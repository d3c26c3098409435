package io.leeway.testing;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.demographicParityDifference;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.data.Rows;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class LeewayAssertionsTest {
    record Ride(double distance, String carrier, boolean late) {}

    private static final Schema<Ride> SCHEMA =
            Schema.of(Ride.class).response("late").sensitive("carrier");
    private static final ModelRegistry REGISTRY = MemoryRegistry.create();
    private static final PipelineRun<Ride, Label> RUN = train();

    private static Rows<Ride> rides(double shift, long seed) {
        Random random = new Random(seed);
        List<Ride> rides = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            double distance = 700 + shift + 100 * random.nextGaussian();
            rides.add(new Ride(
                    distance, random.nextBoolean() ? "AA" : "B6", distance + 50 * random.nextGaussian() > 720));
        }
        return Rows.of(rides);
    }

    private static PipelineRun<Ride, Label> train() {
        var pipeline = Pipeline.classification("rides", SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(logLoss().atMost(0.5))
                .register(REGISTRY)
                .build();
        var run = pipeline.run(rides(0, 1));
        pipeline.promote(run);
        return run;
    }

    private static void assertFails(ThrowingCallable assertion, String... parts) {
        var failure = assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
        for (String each : parts) {
            failure.withMessageContaining(each);
        }
    }

    @Test
    void aGoodModelPasses() {
        assertThat(RUN.winner().orElseThrow().model())
                .on(rides(0, 2))
                .hasF1AtLeast(0.7)
                .hasF1AtLeast("false", 0.7)
                .hasLogLossAtMost(0.5)
                .hasAucAtLeast(0.85)
                .hasBrierAtMost(0.2)
                .hasCalibrationErrorAtMost(0.2)
                .hasAccuracyAtLeast(0.75)
                .passes(demographicParityDifference("carrier").atMost(0.1));
    }

    @Test
    void aLiveModelIsMeasuredLikeTheModelItServes() {
        LiveModel<Ride, Label> live =
                LiveModel.classification(SCHEMA, REGISTRY, "rides", "champion").build();

        assertThat(live, SCHEMA)
                .on(rides(0, 2))
                .hasF1AtLeast(0.7)
                .hasAucAtLeast(0.85)
                .passes(demographicParityDifference("carrier").atMost(0.1));
    }

    @Test
    void aModelThatIsNotGoodEnoughSaysWhatItIs() {
        assertFails(
                () -> assertThat(RUN.winner().orElseThrow().model())
                        .on(rides(0, 2))
                        .hasF1AtLeast(0.99),
                "f1(true) at least 0.99",
                "but must be at least 0.99",
                "3,000 rows",
                "logLoss",
                "logistic");
    }

    @Test
    void aGateThatDoesNotApplyIsNoPass() {
        assertFails(
                () -> assertThat(RUN.winner().orElseThrow().model())
                        .on(rides(0, 2))
                        .passes(better()),
                "SKIPPED");
    }

    @Test
    void rowsLikeTheTrainingRowsHaveNoDrift() {
        assertThat(rides(0, 3), SCHEMA)
                .hasNoDriftAgainst(RUN.trainingProfile())
                .hasNoDriftAgainst(rides(0, 4))
                .meets(expect("distance").between(0, 2_000));
    }

    @Test
    void driftIsShownWithItsFigures() {
        assertFails(
                () -> assertThat(rides(80, 3), SCHEMA).hasNoDriftAgainst(RUN.trainingProfile()),
                "3,000 rows against a reference of 2,400",
                "DRIFT",
                "distance");
        assertFails(
                () -> assertThat(rides(80, 3), SCHEMA)
                        .using(DriftDetector.of(DriftTests.ks(), DriftTests.chiSquare()))
                        .hasNoDriftAgainst(RUN.trainingProfile()),
                "distance");
    }

    @Test
    void tooFewRowsAreNoProofOfStability() {
        List<Ride> few = rides(0, 3).toList().subList(0, 3);

        assertFails(
                () -> assertThat(Rows.of(few), SCHEMA).hasNoDriftAgainst(RUN.trainingProfile()), "INSUFFICIENT_DATA");
    }

    @Test
    void expectedDriftMayBeAsserted() {
        var profile = io.leeway.monitoring.profile.Profiler.of(SCHEMA)
                .addAll(rides(80, 3))
                .profile();

        assertThat(profile).hasDriftedFrom(RUN.trainingProfile(), "distance");
        assertFails(
                () -> assertThat(profile).hasDriftedFrom(RUN.trainingProfile(), "carrier"), "carrier", "[distance]");
    }

    @Test
    void expectationsThatAreNotMetAreNamed() {
        assertFails(
                () -> assertThat(rides(0, 3), SCHEMA).meets(expect("distance").between(0, 700)), "distance");
    }

    @Test
    void theStatusOfARunIsAsserted() {
        assertThat(RUN).isPromotable();
        assertFails(() -> assertThat(RUN).isRejected(), "REJECTED", "PROMOTABLE", "logistic");
        assertFails(() -> assertThat(RUN).hasInvalidData(), "INVALID_DATA");
    }
}

package io.leeway.retraining;

import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineBuilder;
import io.leeway.pipeline.Trainers;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.serving.LiveModel;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Parts that are missing, or do not belong together. */
class RetrainerBuilderTest {
    private static final RetrainingPolicy POLICY =
            RetrainingPolicy.named("p").when(newLabels().atLeast(100)).build();

    private final ClosedLoop loop = new ClosedLoop();

    private static PipelineBuilder<Delivery, Label> pipeline(String name) {
        return Pipeline.classification(name, Deliveries.SCHEMA).candidate("logistic", Trainers::logisticRegression);
    }

    private static void assertRefused(RetrainerBuilder<Delivery, Label> builder, String message, String... parts) {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(builder::build)
                .withMessageContaining(message)
                .satisfies(refused -> {
                    assertThat(refused.policy()).isEqualTo("p");
                    assertThat(refused.parts()).containsExactly(parts);
                });
    }

    @Test
    void aMonitorMustBeSaid() {
        assertRefused(
                Retrainer.of(loop.pipeline, POLICY).promoteTo(loop.live).trainingData(now -> loop.known),
                "say watch(...) before build()",
                "watch(...)");
    }

    @Test
    void aLiveModelMustBeSaid() {
        assertRefused(
                Retrainer.of(loop.pipeline, POLICY).watch(loop.monitor).trainingData(now -> loop.known),
                "say promoteTo(...) before build()",
                "promoteTo(...)");
    }

    @Test
    void trainingDataMustBeSaid() {
        assertRefused(
                Retrainer.of(loop.pipeline, POLICY).watch(loop.monitor).promoteTo(loop.live),
                "say trainingData(...) before build()",
                "trainingData(...)");
    }

    private RetrainerBuilder<Delivery, Label> of(Pipeline<Delivery, Label> pipeline, LiveModel<Delivery, Label> live) {
        return Retrainer.of(pipeline, POLICY)
                .watch(loop.monitor)
                .promoteTo(live)
                .trainingData(now -> loop.known);
    }

    @Test
    void aPipelineThatRegistersNowhereIsRefused() {
        assertRefused(
                of(pipeline(ClosedLoop.MODEL).build(), loop.live),
                "pipeline deliveries registers nowhere, so nothing could be promoted",
                "deliveries");
    }

    @Test
    void aLiveModelOfAnotherModelIsRefused() {
        assertRefused(
                of(pipeline("returns").register(loop.registry).build(), loop.live),
                "the pipeline trains returns/champion but the live model serves deliveries/champion",
                "returns/champion",
                "deliveries/champion");
    }

    @Test
    void aLiveModelOfAnotherAliasIsRefused() {
        loop.registry.moveAlias(ClosedLoop.MODEL, "canary", 0, 1, "a part of the traffic");
        LiveModel<Delivery, Label> canary = LiveModel.classification(
                        Deliveries.SCHEMA, loop.registry, ClosedLoop.MODEL, "canary")
                .build();

        assertRefused(
                of(loop.pipeline, canary),
                "the live model serves deliveries/canary; they must be the same",
                "deliveries/champion",
                "deliveries/canary");
    }
}

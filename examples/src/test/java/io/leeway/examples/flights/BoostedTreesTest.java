package io.leeway.examples.flights;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ModelMetadata;
import io.leeway.model.TrainedModel;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;

/** Trees that another library grows take part as any other candidate does. */
class BoostedTreesTest {

    private static final Instant TODAY = Instant.parse("2013-02-12T09:00:00Z");
    private static final int TREES = 20;

    private final ModelRegistry registry = MemoryRegistry.create();
    private final List<Flight> flights =
            Flights2013.year().labelledAt(TODAY, Duration.ofDays(20)).toList();

    private Pipeline<Flight, Label> pipeline() {
        return Pipeline.classification("flight-delay", Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .candidate("xgboost", new XGBoostClassificationTrainer(TREES))
                .gate(logLoss().atMost(0.7), better().than("champion").on(logLoss()))
                .register(registry)
                .clock(Clock.fixed(TODAY, ZoneOffset.UTC))
                .build();
    }

    @Test
    void theyAreTrainedGatedRegisteredAndServed() {
        PipelineRun<Flight, Label> run = pipeline().run(flights);
        TrainedModel<Flight, Label> trees = run.candidate("xgboost").model();

        assertThat(run.candidates()).hasSize(2);
        assertThat(run.candidate("xgboost").evaluation().metrics().get("rocAuc"))
                .isGreaterThan(0.6);
        int version = registry.register(
                        "trees", ModelArtifact.of(trees.toBytes(TODAY)).metadata(ModelMetadata.POSITIVE_CLASS, "true"))
                .number();
        registry.moveAlias("trees", "champion", 0, version, "the first");
        LiveModel<Flight, Label> live = LiveModel.classification(Flight.SCHEMA, registry, "trees", "champion")
                .build();
        assertThat(live.isCompiled()).isFalse();
        for (Flight flight : flights.subList(0, 50)) {
            assertThat(live.score(flight)).isCloseTo(trees.score(flight), within(1e-6));
        }
    }

    @Test
    void trainedTwiceTheyHaveTheSameBytes() {
        byte[] first = pipeline().run(flights).candidate("xgboost").model().toBytes(TODAY);
        byte[] second = pipeline().run(flights).candidate("xgboost").model().toBytes(TODAY);

        assertThat(second).isEqualTo(first);
    }
}

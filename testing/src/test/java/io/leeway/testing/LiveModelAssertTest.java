package io.leeway.testing;

import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatIllegalArgumentException;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gates;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import io.leeway.testing.Trips.Trip;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

@ExtendWith(LeewayExtension.class)
class LiveModelAssertTest {
    private static final List<Trip> NEW = Trips.calm(500, 2);

    @Test
    void aServedClassifierIsJudgedByItsAnswers(ModelRegistry registry, TestClock clock) {
        Pipeline<Trip, Label> pipeline =
                Trips.pipeline().register(registry).clock(clock).build();
        PipelineRun<Trip, Label> run = pipeline.run(Trips.calm(2_000, 1));
        pipeline.promote(run);
        LiveModel<Trip, Label> live = LiveModel.classification(Trips.SCHEMA, registry, "trips", "champion")
                .build();

        double auc =
                Gates.rocAuc().value(Evaluation.of(run.winner().orElseThrow().model(), NEW));
        assertThat(live, Trips.SCHEMA).servesVersion(1).on(NEW).hasRocAucAtLeast(auc - 1e-9);
        assertThatThrownBy(() -> assertThat(live, Trips.SCHEMA).on(NEW).hasRocAucAtLeast(auc + 1e-9))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rocAuc");
        assertThatThrownBy(() -> assertThat(live, Trips.SCHEMA).servesVersion(2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("Expecting version", "what answers is version");
    }

    @Test
    void aServedRegressorIsJudgedByItsAnswers(ModelRegistry registry) {
        Pipeline<Trip, Regressor> pipeline = Trips.minutes().register(registry).build();
        pipeline.promote(pipeline.run(Trips.calm(2_000, 1)));
        LiveModel<Trip, Regressor> live = LiveModel.regression(Trips.NUMBERS, registry, "minutes", "champion")
                .build();

        assertThat(live, Trips.NUMBERS).on(NEW).hasRmseAtMost(4).hasR2AtLeast(0.7);
        assertThatThrownBy(() -> assertThat(live, Trips.NUMBERS).on(NEW).hasRmseAtMost(0.1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rmse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(live, Trips.NUMBERS).on(List.of(new Trip(1, 1, "AA", Double.NaN, true))))
                .withMessageContaining("Row 0");
    }

    @Test
    void aRowWithoutItsResponseIsRefused(ModelRegistry registry) {
        Schema<Trip> carrier = Schema.of(Trip.class).response("carrier").without("minutes", "late");
        Pipeline<Trip, Label> pipeline = Pipeline.classification("carriers", carrier, "B6")
                .candidate("logistic", io.leeway.pipeline.Trainers::logisticRegression)
                .register(registry)
                .build();
        pipeline.promote(
                pipeline.run(NEW.stream().filter(each -> each.carrier() != null).toList()));
        LiveModel<Trip, Label> live = LiveModel.classification(carrier, registry, "carriers", "champion")
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(live, carrier).on(List.of(new Trip(1, 1, null, 1, true))))
                .withMessageContaining("Row 0");
    }
}

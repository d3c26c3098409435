package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.SCHEMA;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** A live model that answers a number. */
class LiveRegressionTest {
    private static final Trip TRIP = new Trip(800, 2013.5, 18, "B6", "snow", true);

    private static Model<Regressor> linear;

    private final MemoryRegistry registry = MemoryRegistry.create();

    @BeforeAll
    static void train() {
        linear = Trips.regressor(Trips.standardised(Trips.leastSquares()));
    }

    @BeforeEach
    void registerOne() {
        register(registry, bytes(linear));
        promote(registry, 1);
    }

    private static byte[] bytes(Model<Regressor> model) {
        return TribuoModel.regressor(SCHEMA, model).toBytes();
    }

    private LiveModelBuilder<Trip, Regressor> champion() {
        return LiveModel.regression(SCHEMA, registry, MODEL, CHAMPION);
    }

    private static double scoreOf(Model<Regressor> model, Trip trip) {
        return TribuoModel.regressor(SCHEMA, model).score(trip);
    }

    @Test
    void answersInTheUnitOfTheResponseAndRecordsIt() {
        List<Double> recorded = new ArrayList<>();
        LiveModel<Trip, Regressor> live =
                champion().recorder((trip, score) -> recorded.add(score)).build();

        Answer<Regressor> answer = live.answer(TRIP);

        assertThat(live.isCompiled()).isTrue();
        assertThat(answer.score()).isCloseTo(scoreOf(linear, TRIP), within(1e-9));
        assertThat(answer.output().getValues()).containsExactly(answer.score());
        assertThat(live.predict(TRIP).getValues()).containsExactly(answer.score());
        assertThat(live.score(TRIP)).isEqualTo(answer.score());
        assertThat(recorded).containsExactly(answer.score(), answer.score(), answer.score());
    }

    @Test
    void missingAndUnseenValuesAreAnsweredAndUnseenOnesCounted() {
        LiveModel<Trip, Regressor> live = champion().build();
        Trip unknown = new Trip(Double.NaN, Double.POSITIVE_INFINITY, 18, "ZZ", null, false);

        assertThat(live.score(unknown)).isCloseTo(scoreOf(linear, unknown), within(1e-9));
        assertThat(live.unseenCategories()).containsExactly(entry("carrier", 1L));
    }

    @Test
    void aNullRowIsRefused() {
        LiveModel<Trip, Regressor> live = champion().build();

        assertThatThrownBy(() -> scoreAnything(live, null)).isInstanceOf(InvalidRowException.class);
    }

    @SuppressWarnings("NullAway") // what a caller without a checker of nullness can do
    private static void scoreAnything(LiveModel<Trip, Regressor> live, @Nullable Trip row) {
        live.score(row);
    }

    @Test
    void aModelThatIsNotLinearIsServedByTribuoAndSwapped() {
        Model<Regressor> machine = Trips.regressor(new FMRegressionTrainer(
                new SquaredLoss(), new org.tribuo.math.optimisers.AdaGrad(0.1), 3, -1, 1, 1L, 4, 0.1, true));
        register(registry, bytes(machine));
        LiveModel<Trip, Regressor> live = champion().build();

        live.switchTo(2, "better");

        assertThat(live.howServed()).startsWith("answered by Tribuo: it is a FMRegressionModel");
        assertThat(live.score(TRIP)).isEqualTo(scoreOf(machine, TRIP));
    }

    @Test
    void aClassifierIsRefused() {
        register(registry, Trips.classifier(Trips.logistic()));
        promote(registry, 2);

        assertThatThrownBy(() -> champion().build())
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("Regressor");
    }
}

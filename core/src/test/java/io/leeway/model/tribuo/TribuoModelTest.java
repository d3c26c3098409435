package io.leeway.model.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ModelKind;
import io.leeway.model.tribuo.Trained.Trip;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class TribuoModelTest {
    private static final Trip NOTHING_KNOWN = new Trip(Double.NaN, null, "never seen", 0, false);

    static Stream<TribuoModel<Trip, Label>> models() {
        return Stream.of(Trained.linear(), Trained.linearOfRawNumbers(), Trained.tree())
                .map(model -> TribuoModel.classifier(Trained.CLASSES, model, "true"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void probabilitiesSumToOne(TribuoModel<Trip, Label> model) {
        for (Trip trip : Trained.trips(50, 9)) {
            Map<String, Double> all = model.probabilities(trip);
            assertThat(all).containsOnlyKeys("false", "true");
            assertThat(all.values().stream().mapToDouble(each -> each).sum()).isCloseTo(1.0, within(1e-12));
            assertThat(all).containsEntry("true", model.score(trip));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aRowOfWhichNothingIsKnownIsAnswered(TribuoModel<Trip, Label> model) {
        assertThat(model.score(NOTHING_KNOWN)).isBetween(0.0, 1.0);
    }

    @Test
    void aMissingNumberCountsAsItsMean() {
        var model = TribuoModel.classifier(Trained.CLASSES, Trained.linear(), "true");
        double mean = Trained.trips(500, 7).stream()
                .filter(trip -> trip.wind() != null)
                .mapToDouble(trip -> Objects.requireNonNull(trip.wind()))
                .average()
                .orElseThrow();

        double missing = model.score(new Trip(600, null, "AA", 0, false));

        assertThat(missing).isCloseTo(model.score(new Trip(600, mean, "AA", 0, false)), within(1e-9));
        assertThat(model.score(NOTHING_KNOWN)).isBetween(0.05, 0.95);
    }

    @Test
    void anUnseenCategoryAndAnInfiniteNumberCountAsMissing() {
        var model = TribuoModel.classifier(Trained.CLASSES, Trained.linear(), "true");

        double unseen = model.score(new Trip(600, Double.POSITIVE_INFINITY, "ZZ", 0, false));

        assertThat(unseen).isEqualTo(model.score(new Trip(600, null, null, 0, false)));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aNullRowIsRefused() {
        var model = TribuoModel.classifier(Trained.CLASSES, Trained.tree(), "true");

        assertThatNullPointerException().isThrownBy(() -> model.score(null));
    }

    static Stream<Supplier<Model<Label>>> trainings() {
        return Stream.of(Trained::linear, Trained::linearOfRawNumbers, Trained::tree, Trained::baggedTrees);
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void trainedTwiceAModelHasTheSameBytesWhenTheTimeIsHandedIn(Supplier<Model<Label>> training) {
        Instant time = Instant.parse("2026-02-01T12:00:00Z");
        var first = TribuoModel.classifier(Trained.CLASSES, training.get(), "true");
        var second = TribuoModel.classifier(Trained.CLASSES, training.get(), "true");

        byte[] bytes = first.toBytes(time);

        assertThat(second.toBytes(time)).isEqualTo(bytes);
        assertThat(second.toBytes(time.plusSeconds(1))).isNotEqualTo(bytes);
        var read = TribuoFormat.create().classifier(Trained.CLASSES, bytes, "true");
        assertThat(read.model().getProvenance().getTrainingTime().toInstant()).isEqualTo(time);
        assertThat(read.model().getProvenance().getTrainerProvenance())
                .isEqualTo(first.model().getProvenance().getTrainerProvenance());
        for (Trip trip : Trained.trips(50, 9)) {
            assertThat(read.score(trip)).isEqualTo(first.score(trip));
        }
    }

    @Test
    void aRegressorAnswersInTheUnitOfTheResponse() {
        var model = TribuoModel.regressor(Trained.NUMBERS, Trained.regression());

        assertThat(model.score(new Trip(900, 20.0, "B6", 0, false))).isBetween(10.0, 40.0);
        assertThat(model.kind()).isEqualTo(ModelKind.REGRESSION);
        assertThat(model.positiveClass()).isEmpty();
    }
}

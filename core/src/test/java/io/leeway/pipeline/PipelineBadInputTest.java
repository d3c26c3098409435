package io.leeway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.pipeline.Rides.Ride;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.math.optimisers.AdaGrad;

class PipelineBadInputTest {
    private static PipelineBuilder<Ride, Label> rides() {
        return Pipeline.classification("rides", Rides.SCHEMA).candidate("logistic", Trainers::logisticRegression);
    }

    private static void assertRefused(
            Problem problem, @Nullable String subject, String message, ThrowingCallable work) {
        assertThatExceptionOfType(PipelineException.class)
                .isThrownBy(work)
                .withMessageContaining(message)
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(problem);
                    assertThat(refused.subject().orElse(null)).isEqualTo(subject);
                });
    }

    @Test
    void noRowsAreRefused() {
        assertRefused(Problem.NO_ROWS, null, "no rows", () -> rides().build().run(List.of()));
        assertRefused(Problem.NO_ROWS, null, "hold out", () -> rides().build().run(Rides.rides(1, 1)));
        assertRefused(Problem.NO_ROWS, null, "hold out", () -> rides().build().run(Rides.rides(10, 1), List.of()));
    }

    @Test
    void oneClassOnlyIsRefused() {
        List<Ride> never = Rides.rides(500, 1).stream()
                .map(each -> new Ride(each.at(), each.distance(), each.wind(), each.carrier(), false))
                .toList();

        assertRefused(Problem.ONE_CLASS, "false", "400 training rows", () -> rides().build()
                .run(never));
    }

    @Test
    void aFeatureWithoutAnyValueIsRefused() {
        List<Ride> noWind = Rides.rides(500, 1).stream()
                .map(each -> new Ride(each.at(), each.distance(), null, each.carrier(), each.late()))
                .toList();
        List<Ride> noCarrier = Rides.rides(500, 1).stream()
                .map(each -> new Ride(each.at(), each.distance(), each.wind(), null, each.late()))
                .toList();

        assertRefused(Problem.EMPTY_FEATURE, "wind", "without(\"wind\")", () -> rides().build()
                .run(noWind));
        assertRefused(Problem.EMPTY_FEATURE, "carrier", "400 values", () -> rides().build()
                .run(noCarrier));
    }

    @Test
    void anInfiniteNumberIsRefused() {
        List<Ride> rows = new ArrayList<>(Rides.rides(500, 1));
        Ride first = rows.get(0);
        rows.set(0, new Ride(first.at(), Double.NEGATIVE_INFINITY, 1.0, "AA", true));

        assertRefused(Problem.INFINITE_VALUE, "distance", "-Infinity", () -> rides().build()
                .run(rows));
    }

    record Answer(double x, @Nullable String kind) {}

    @Test
    void missingResponsesAreCountedAndRefused() {
        List<Answer> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(new Answer(i, i % 10 == 0 ? null : i % 2 == 0 ? "even" : "odd"));
        }
        var pipeline = Pipeline.classification("parity", Schema.of(Answer.class).response("kind"), "odd")
                .candidate("logistic", Trainers::logisticRegression)
                .build();

        assertRefused(Problem.MISSING_RESPONSE, "kind", "10 of 100", () -> pipeline.run(rows));
    }

    @Test
    void aRegressionsMissingOrInfiniteResponsesAreCountedAndRefused() {
        List<Rides.Trip> rows = new ArrayList<>(Rides.trips(200, 1));
        Rides.Trip first = rows.get(0);
        rows.set(0, new Rides.Trip(first.at(), first.distance(), first.wind(), Double.NaN));
        rows.set(1, new Rides.Trip(first.at(), first.distance(), first.wind(), Double.POSITIVE_INFINITY));
        var pipeline = Pipeline.regression("minutes", Rides.TRIPS)
                .candidate("linear", Trainers::linearRegression)
                .build();

        assertRefused(Problem.MISSING_RESPONSE, "minutes", "2 of 200", () -> pipeline.run(rows));
        assertRefused(Problem.NO_ROWS, null, "no rows", () -> pipeline.run(List.of()));
    }

    @Test
    void aRowThatIsNullIsNamedByItsPlace() {
        List<@Nullable Ride> rows = new ArrayList<>(Rides.rides(100, 1));
        rows.set(41, null);

        assertRefused(Problem.NULL_ROW, null, "row 41 (from 0) of 100 is null", () -> runAnything(rows));
    }

    @SuppressWarnings("NullAway") // what a caller without a checker of nullness can do
    private static void runAnything(List<@Nullable Ride> rows) {
        rides().build().run(rows);
    }

    @Test
    void anUnknownPositiveClassIsRefused() {
        var pipeline = Pipeline.classification("rides", Rides.SCHEMA, "late")
                .candidate("logistic", Trainers::logisticRegression)
                .build();

        assertRefused(Problem.NO_POSITIVE_CLASS, "late", "[false, true]", () -> pipeline.run(Rides.rides(500, 1)));
    }

    @Test
    void aPipelineWithoutCandidatesIsRefused() {
        assertRefused(Problem.NO_CANDIDATES, null, "candidate", () -> Pipeline.classification("rides", Rides.SCHEMA)
                .build());
    }

    @Test
    void twoCandidatesOfOneNameAreRefused() {
        assertRefused(Problem.DUPLICATE_CANDIDATE, "logistic", "own name", () -> rides().candidate(
                        "logistic", Trainers::logisticRegression));
    }

    @Test
    void aSchemaWithoutTheRightResponseIsRefused() {
        assertRefused(
                Problem.NO_RESPONSE, null, "response", () -> Pipeline.classification("answers", Schema.of(Answer.class))
                        .candidate("logistic", Trainers::logisticRegression)
                        .build());
        assertRefused(Problem.NO_RESPONSE, "late", "classification", () -> Pipeline.regression("rides", Rides.SCHEMA));
    }

    @Test
    void aTrainerWithoutProbabilitiesIsNamed() {
        var hinge = new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 2, -1, 1, 1L);
        var pipeline = Pipeline.classification("rides", Rides.SCHEMA)
                .candidate("margin", hinge)
                .build();

        assertRefused(Problem.TRAINING_FAILED, "margin", "a probability", () -> pipeline.run(Rides.rides(500, 1)));
    }

    @Test
    void aShareOutOfRangeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> rides().holdOut(0.0));
        assertThatIllegalArgumentException().isThrownBy(() -> rides().holdOut(1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> rides().holdOut(Double.NaN));
    }
}

package io.leeway.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.UnseenCategories;
import io.leeway.online.OnlineAlgorithm.PassiveAggressive.Variant;
import io.leeway.online.OnlineException.Reason;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnlineModelTest {
    private static final List<Ride> RIDES = Ride.rides(2_000, 1);

    private final OnlineModel<Ride> model =
            Pipeline.online("rides", Ride.SCHEMA).build();

    private static void fails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(OnlineException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

    @Test
    void aModelThatKnowsNothingAnswersOneHalfOrZero() {
        record Sale(double area, double price) {}

        assertThat(model.score(RIDES.get(0))).isEqualTo(0.5);
        assertThat(Pipeline.online("sales", Schema.of(Sale.class).response("price"))
                        .build()
                        .score(new Sale(80, 100)))
                .isZero();
    }

    @Test
    void itGetsBetterThanAnswersThatDoNotLookAtTheRow() {
        OnlineStanding standing = ProgressiveValidation.run(model, RIDES);

        assertThat(standing.labels()).isEqualTo(2_000);
        assertThat(standing.metric("logLoss")).isLessThan(standing.baseline("logLoss") - 0.1);
        assertThat(standing.metric("accuracy")).isGreaterThan(0.7);
        assertThat(standing)
                .asString()
                .startsWith("2,000 labels, 0 outstanding, accuracy 0.7")
                .contains("(baseline 0.");
    }

    @Test
    void aRowIsJudgedByTheAnswerFromBeforeItsLabel() {
        double loss = 0;
        for (Ride ride : RIDES) {
            double before = model.score(ride);
            assertThat(model.learn(ride)).isEqualTo(before);
            loss -= Math.log(ride.late() ? before : 1 - before);
        }

        assertThat(model.standing().metric("logLoss")).isCloseTo(loss / RIDES.size(), within(1e-12));
    }

    @Test
    void aRowWaitsForItsLabelAndIsJudgedByWhatWasAnsweredThen() {
        Ride waiting = RIDES.get(0);
        double answered = model.predict(waiting);
        RIDES.subList(1, 500).forEach(model::learn);
        double sum = model.standing().metric("brier") * 499;

        assertThat(model.standing().outstanding()).isEqualTo(1);
        assertThat(model.label(waiting.id(), waiting.late())).isTrue();

        double error = answered - (waiting.late() ? 1 : 0);
        assertThat(model.standing().metric("brier") * 500).isCloseTo(sum + error * error, within(1e-9));
        assertThat(model.standing().outstanding()).isZero();
    }

    @Test
    void predictAndLabelTeachWhatLearnTeaches() {
        OnlineModel<Ride> other = Pipeline.online("rides", Ride.SCHEMA).build();
        for (Ride ride : RIDES) {
            double answer = model.learn(ride);
            assertThat(other.predict(ride)).isEqualTo(answer);
            other.label(ride.id(), ride.late());
        }

        assertThat(other.score(RIDES.get(7))).isEqualTo(model.score(RIDES.get(7)));
        assertThat(other.standing().metrics()).isEqualTo(model.standing().metrics());
    }

    @Test
    void aScoreNeitherWaitsNorTeaches() {
        byte[] before = model.toBytes();

        RIDES.forEach(model::score);

        assertThat(model.toBytes()).isEqualTo(before);
    }

    @Test
    void anUnseenCategoryAddsNothingAndHasAWeightOnceItWasLearnt() {
        RIDES.forEach(model::learn);
        Ride unseen = RIDES.get(0).withLine("L99");
        int categories = model.standing().categories();
        List<Integer> reported = new ArrayList<>();
        double answer = model.scorer().score(unseen, reported::add);

        assertThat(reported).containsExactly(2);
        assertThat(model.scorer().score(RIDES.get(1).withLine("L1"), reported::add))
                .isNotNaN();
        assertThat(reported).hasSize(1);
        assertThat(model.scorer().score(unseen.withLine("L98"), UnseenCategories.IGNORED))
                .isEqualTo(answer);

        model.learn(unseen);

        assertThat(model.standing().categories()).isEqualTo(categories + 1);
        assertThat(model.score(unseen)).isNotEqualTo(model.score(unseen.withLine("L98")));
    }

    @Test
    void aMissingCategoryIsACategoryOfItsOwn() {
        for (Ride ride : RIDES) {
            model.learn(new Ride(
                    ride.id(), ride.start(), ride.distance(), ride.rain(), ride.late() ? null : "L1", ride.late()));
        }

        assertThat(model.score(RIDES.get(0).withLine(null))).isGreaterThan(0.8);
        assertThat(model.score(RIDES.get(0).withLine("L1"))).isLessThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e200, -1e160})
    void aNumberThatIsMissingOrCannotBeUsedAddsNothingAndTeachesNothing(double number) {
        RIDES.forEach(model::learn);
        OnlineModel<Ride> same = Pipeline.online("rides", Ride.SCHEMA).restore(model.toBytes());
        Ride missing = RIDES.get(3).withDistance(Double.NaN);
        Ride unusable = RIDES.get(3).withDistance(number);

        assertThat(same.score(unusable)).isEqualTo(model.score(missing));
        same.learn(unusable);
        model.learn(missing);

        assertThat(same.score(RIDES.get(4))).isEqualTo(model.score(RIDES.get(4)));
        assertThat(same.standing().unusableNumbers()).isEqualTo(Double.isNaN(number) ? 0 : 1);
    }

    @Test
    void aConstantNumberCountsAsZero() {
        record Sale(double area, double country, double price) {}
        OnlineModel<Sale> sales = Pipeline.online("sales", Schema.of(Sale.class).response("price"))
                .build();
        for (int i = 0; i < 100; i++) {
            sales.learn(new Sale(i % 7, 49, i % 7));
        }

        assertThat(sales.score(new Sale(3, 49, 0))).isEqualTo(sales.score(new Sale(3, 1e9, 0)));
    }

    @Test
    void classesOfTextAreNamed() {
        record Match(double rank, String result) {}
        OnlineModel<Match> matches = Pipeline.online(
                        "matches", Schema.of(Match.class).response("result"), "lost", "won")
                .build();
        for (int i = 0; i < 400; i++) {
            matches.learn(new Match(i % 10, i % 10 > 4 ? "won" : "lost"));
        }

        assertThat(matches.score(new Match(9, "?"))).isGreaterThan(0.9);
        matches.predict(1, new Match(9, "?"));
        fails(Reason.INVALID_LABEL, () -> matches.label(1, "drawn"));
        fails(Reason.INVALID_LABEL, () -> matches.label(1, true));
        fails(Reason.INVALID_LABEL, () -> matches.label(1, 1.0));
        assertThat(matches.label(1, "won")).isTrue();
        assertThatThrownBy(() -> Pipeline.online("m", Schema.of(Match.class).response("result"), "won", "won"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anIdThatIsWaitingIsRefusedAndTheFirstRowGoesOnWaiting() {
        double first = model.predict(5, RIDES.get(0));

        fails(Reason.DUPLICATE_ID, () -> model.predict(5, RIDES.get(1)));

        assertThat(first).isEqualTo(0.5);
        assertThat(model.standing().outstanding()).isEqualTo(1);
        assertThat(model.label(5, true)).isTrue();
        assertThat(model.predict(5, RIDES.get(1))).isNotEqualTo(0.5);
    }

    @Test
    void aLabelThatComesTwiceOrForNobodyTeachesNothingAndIsCounted() {
        model.predict(5, RIDES.get(0));
        model.label(5, true);
        double answer = model.score(RIDES.get(0));

        assertThat(model.label(5, false)).isFalse();
        assertThat(model.label(6, true)).isFalse();

        assertThat(model.score(RIDES.get(0))).isEqualTo(answer);
        assertThat(model.standing().unknownLabels()).isEqualTo(2);
    }

    @Test
    void aRowThatIsForgottenWaitsNoLonger() {
        model.predict(5, RIDES.get(0));

        assertThat(model.forget(5)).isTrue();
        assertThat(model.forget(5)).isFalse();
        assertThat(model.standing().outstanding()).isZero();
        assertThat(model.standing().mostOutstanding()).isEqualTo(1);
        assertThat(model.label(5, true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aLabelThatIsNoNumberIsRefusedAndTheRowGoesOnWaiting(double label) {
        record Sale(double area, double price) {}
        OnlineModel<Sale> sales = Pipeline.online("sales", Schema.of(Sale.class).response("price"))
                .build();
        sales.predict(1, new Sale(80, 100));
        byte[] before = sales.toBytes();

        fails(Reason.INVALID_LABEL, () -> sales.label(1, label));
        fails(Reason.INVALID_LABEL, () -> sales.learn(new Sale(80, label)));
        fails(Reason.INVALID_LABEL, () -> sales.label(1, true));

        assertThat(sales.toBytes()).isEqualTo(before);
        assertThat(sales.label(1, 100.0)).isTrue();
    }

    @Test
    void aSchemaWithoutFeaturesOrResponseIsRefused() {
        record Nothing(boolean late) {}
        record Unlabelled(double area) {}

        fails(
                Reason.NO_FEATURES,
                () -> Pipeline.online("n", Schema.of(Nothing.class).response("late")));
        fails(Reason.NO_RESPONSE, () -> Pipeline.online("n", Schema.of(Unlabelled.class)));
        fails(Reason.NO_RESPONSE, () -> Pipeline.online("n", Schema.of(Unlabelled.class), "a", "b"));
    }

    @Test
    void weightsThatDivergeAreReportedAndTheStateKept() {
        record Sale(double area, double price) {}
        OnlineModel<Sale> sales = Pipeline.online("sales", Schema.of(Sale.class).response("price"))
                .algorithm(OnlineAlgorithm.passiveAggressive().withVariant(Variant.PA))
                .build();
        for (int i = 0; i < 1_000; i++) {
            sales.learn(new Sale(2 * (i % 2), 5));
        }
        // A row without features to speak of: all of its error goes into a step without end.
        Sale average = new Sale(1 + 1e-12, 100);

        fails(Reason.DIVERGED, () -> {
            for (int i = 0; i < 1_000; i++) {
                sales.learn(average);
                sales.learn(new Sale(2 * (i % 2), 5));
            }
        });
        byte[] before = sales.toBytes();
        fails(Reason.DIVERGED, () -> {
            sales.learn(average);
            sales.learn(new Sale(0, 5));
        });

        OnlineModel<Sale> restored = Pipeline.online(
                        "sales", Schema.of(Sale.class).response("price"))
                .restore(before);
        assertThat(restored.standing().labels()).isGreaterThan(1_000);
    }

    @Test
    void theNewestRowsAreEvaluated() {
        OnlineModel<Ride> few =
                Pipeline.online("rides", Ride.SCHEMA).evaluateOn(300).build();
        List<Double> answers = RIDES.stream().map(few::learn).toList();

        Evaluation evaluation = few.evaluation();

        assertThat(evaluation.rows()).isEqualTo(300);
        for (int i = 0; i < 300; i++) {
            assertThat(evaluation.score(i)).isEqualTo(answers.get(1_700 + i));
            assertThat(evaluation.target(i)).isEqualTo(RIDES.get(1_700 + i).late() ? 1 : 0);
        }
        assertThat(model.evaluation().rows()).isZero();
    }

    @Test
    void labelsThatComeSomeTimeLaterAreLearntWhenTheyAreKnown() {
        OnlineStanding byTime = ProgressiveValidation.run(model, RIDES, Duration.ofMinutes(30));
        OnlineStanding byRows =
                ProgressiveValidation.run(Pipeline.online("rides", Ride.SCHEMA).build(), RIDES, 30);

        assertThat(byTime).isEqualTo(byRows);
        assertThat(byTime.mostOutstanding()).isEqualTo(30);
        assertThatThrownBy(() -> ProgressiveValidation.run(model, RIDES, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProgressiveValidation.run(model, RIDES, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void impossibleRatesAreRefused() {
        assertThatThrownBy(() -> OnlineAlgorithm.sgd().withRate(1e200)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnlineAlgorithm.sgd().withRate(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnlineAlgorithm.adaGrad().withRate(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnlineAlgorithm.ftrlProximal().withPenalties(-1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OnlineAlgorithm.passiveAggressive().withAggressiveness(Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package io.leeway.testing;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.rocAuc;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatExceptionOfType;
import static io.leeway.testing.LeewayAssertions.assertThatIllegalArgumentException;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;
import static io.leeway.testing.LeewayAssertions.catchThrowableOfType;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.TrainedModel;
import io.leeway.testing.Trips.Trip;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

class ModelAssertTest {
    private static final TrainedModel<Trip, Label> MODEL =
            Trips.run().winner().orElseThrow().model();
    private static final TrainedModel<Trip, Regressor> REGRESSOR =
            Trips.regression().winner().orElseThrow().model();
    private static final List<Trip> NEW = Trips.calm(1_000, 2);

    private record Limit(String metric, Consumer<EvaluationAssert> met, Consumer<EvaluationAssert> broken) {
        @Override
        public String toString() {
            return metric;
        }
    }

    static List<Limit> limitsOfAClassifier() {
        return List.of(
                new Limit("logLoss", it -> it.hasLogLossAtMost(0.5), it -> it.hasLogLossAtMost(0.01)),
                new Limit("brier", it -> it.hasBrierAtMost(0.2), it -> it.hasBrierAtMost(0.001)),
                new Limit(
                        "calibrationError",
                        it -> it.hasCalibrationErrorAtMost(0.2),
                        it -> it.hasCalibrationErrorAtMost(0.0001)),
                new Limit("rocAuc", it -> it.hasRocAucAtLeast(0.85), it -> it.hasRocAucAtLeast(0.9999)),
                new Limit("accuracy", it -> it.hasAccuracyAtLeast(0.8), it -> it.hasAccuracyAtLeast(0.9999)),
                new Limit("f1(true)", it -> it.hasF1AtLeast(0.75), it -> it.hasF1AtLeast(0.9999)),
                new Limit("precision(true)", it -> it.hasPrecisionAtLeast(0.7), it -> it.hasPrecisionAtLeast(0.9999)),
                new Limit("recall(true)", it -> it.hasRecallAtLeast(0.7), it -> it.hasRecallAtLeast(0.9999)));
    }

    static List<Limit> limitsOfARegressor() {
        return List.of(
                new Limit("rmse", it -> it.hasRmseAtMost(4), it -> it.hasRmseAtMost(1)),
                new Limit("mae", it -> it.hasMaeAtMost(3.5), it -> it.hasMaeAtMost(1)),
                new Limit("r2", it -> it.hasR2AtLeast(0.7), it -> it.hasR2AtLeast(0.9999)));
    }

    @ParameterizedTest
    @MethodSource("limitsOfAClassifier")
    void aClassifierPassesALimitItKeepsAndFailsOneItBreaks(Limit limit) {
        passesAndFails(assertThat(MODEL).on(NEW), limit);
    }

    @ParameterizedTest
    @MethodSource("limitsOfARegressor")
    void aRegressorPassesALimitItKeepsAndFailsOneItBreaks(Limit limit) {
        passesAndFails(assertThat(REGRESSOR).on(NEW), limit);
    }

    private static void passesAndFails(EvaluationAssert model, Limit limit) {
        limit.met().accept(model);
        assertThatThrownBy(() -> limit.broken().accept(model))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(limit.metric(), "on 1,000 rows", "because", "but must be at");
    }

    @Test
    void aFailureShowsTheModelWhatWasWantedWhatWasAndAllMetrics() {
        EvaluationAssert model = assertThat(
                Evaluation.ofBinary(new double[] {0.9, 0.2, 0.6, 0.4}, new boolean[] {true, false, false, true}));

        assertThatThrownBy(() -> model.as("the first release").hasF1AtLeast(0.9))
                .hasMessage(String.format("[the first release] %n"
                        + "Expecting that%n"
                        + "  the model%n"
                        + "on 4 rows has%n"
                        + "  f1(true) at least 0.9%n"
                        + "but was%n"
                        + "  0.500000%n"
                        + "because f1(true) is 0.5000 on 4 rows, but must be at least 0.9: failed.%n"
                        + "All that was measured:%n"
                        + "  Evaluation[4 rows, logLoss 0.5403, rocAuc 0.7500, brier 0.1925, calibrationError 0.3750,"
                        + " accuracy 0.5000, f1 0.5000]"));
    }

    @Test
    void aFailureTellsToolsWhatWasWantedAndWhatWas() {
        AssertionFailedError error = catchThrowableOfType(
                AssertionFailedError.class, () -> assertThat(MODEL).on(NEW).hasAccuracyAtLeast(1.0));

        assertThat(error.getExpected().getStringRepresentation()).isEqualTo("accuracy at least 1.0");
        assertThat(Double.parseDouble(error.getActual().getStringRepresentation()))
                .isBetween(0.8, 0.99);
    }

    @Test
    void aMetricThatTheRowsDoNotDefineFails() {
        List<Trip> late = NEW.stream().filter(Trip::late).toList();

        assertThatThrownBy(() -> assertThat(MODEL).on(late).hasRocAucAtLeast(0.1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("undefined", "rocAuc is not defined on these");
    }

    @Test
    void noRowsPassNothing() {
        assertThatThrownBy(() -> assertThat(MODEL).on(List.of()).hasLogLossAtMost(100))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("on these 0 rows");
    }

    @Test
    void tooFewRowsFail() {
        assertThat(MODEL).on(NEW).hasRowsAtLeast(1_000);
        assertThatThrownBy(() -> assertThat(MODEL).on(NEW).hasRowsAtLeast(1_001))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("at least 1001 rows", "1000 rows");
    }

    @Test
    void aMetricOfAnotherKindOfModelIsAMistakeOfTheTest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(REGRESSOR).on(NEW).hasF1AtLeast(0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(MODEL).on(NEW).hasRmseAtMost(1));
    }

    @Test
    void theGateOfAPipelineCanBeAsked() {
        assertThat(MODEL).on(NEW).passes(rocAuc().atLeast(0.8));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(MODEL).on(NEW).passes(rocAuc().atLeast(0.999)));
    }

    @Test
    void aGateThatComparesNeedsTheOtherModel() {
        Evaluation good = Evaluation.of(MODEL, NEW);
        Evaluation guesses = guesses();
        var gate = better().than("champion").on(logLoss()).withConfidence(0.95);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(good).passes(gate))
                .withMessageContaining("passesAgainst");
        assertThat(good).passesAgainst(guesses, gate);
        assertThatThrownBy(() -> assertThat(guesses).passesAgainst(good, gate)).isInstanceOf(AssertionError.class);
    }

    /** The base rate for every row. */
    private static Evaluation guesses() {
        boolean[] late = new boolean[NEW.size()];
        double[] rate = new double[NEW.size()];
        double share = NEW.stream().filter(Trip::late).count() / (double) NEW.size();
        for (int i = 0; i < late.length; i++) {
            late[i] = NEW.get(i).late();
            rate[i] = share;
        }
        return Evaluation.ofBinary(rate, late);
    }

    @Test
    void aModelThatIsNullFails() {
        assertThatThrownBy(() -> assertThat((TrainedModel<Trip, Label>) null).on(NEW))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not to be null");
    }
}

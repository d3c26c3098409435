package io.leeway.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.online.OnlineAlgorithm.PassiveAggressive.Variant;
import io.leeway.pipeline.Pipeline;
import io.leeway.schema.TableRow;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rows, algorithm and parameters give River 0.26.1's answers, on numbers, numbers with gaps, and categories. */
class RiverAgreementTest {

    private static OnlineAlgorithm algorithm(String name) {
        return switch (name) {
            case "sgd" -> OnlineAlgorithm.sgd();
            case "adaGrad" -> OnlineAlgorithm.adaGrad();
            case "ftrl", "ftrlExact" -> OnlineAlgorithm.ftrlProximal().withPenalties(0.1, 1);
            case "pa" ->
                OnlineAlgorithm.passiveAggressive().withAggressiveness(0.1).withVariant(Variant.PA);
            case "pa1" -> OnlineAlgorithm.passiveAggressive().withAggressiveness(0.1);
            default ->
                OnlineAlgorithm.passiveAggressive().withAggressiveness(0.1).withVariant(Variant.PA_II);
        };
    }

    private static OnlineModel<TableRow> model(RiverStream stream, String algorithm) {
        return Pipeline.online("stream", stream.schema())
                .algorithm(algorithm(algorithm))
                .build();
    }

    private static double close(double expected) {
        return 1e-9 * Math.max(1, Math.abs(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "stocks, sgd", "stocks, adaGrad", "stocks, ftrlExact", "stocks, pa", "stocks, pa1", "stocks, pa2",
        "storms, sgd", "storms, adaGrad", "storms, ftrlExact", "storms, pa", "storms, pa1", "storms, pa2",
        "phishing, sgd", "phishing, adaGrad", "phishing, ftrlExact", "phishing, pa", "phishing, pa1", "phishing, pa2",
        "approval, sgd", "approval, adaGrad", "approval, ftrlExact", "approval, pa", "approval, pa1", "approval, pa2",
        "flights, sgd", "flights, adaGrad", "flights, ftrlExact", "flights, pa", "flights, pa1", "flights, pa2"
    })
    void eachAnswerIsThatOfRiver(String name, String algorithm) throws IOException {
        RiverStream stream = RiverStream.read(name);
        OnlineModel<TableRow> model = model(stream, algorithm);

        for (TableRow row : stream.rows()) {
            double river = stream.river(algorithm, row);
            assertThat(model.learn(row)).isCloseTo(river, within(close(river)));
        }

        double error = stream.riverError(algorithm);
        assertThat(model.standing().metric(stream.error())).isCloseTo(error, within(close(error)));
    }

    /** The streams and algorithms of which River's answers with labels that are a hundred rows late are known. */
    @ParameterizedTest
    @CsvSource({
        "stocks, adaGrad",
        "stocks, pa1",
        "storms, adaGrad",
        "storms, pa1",
        "phishing, adaGrad",
        "phishing, pa1",
        "approval, adaGrad",
        "approval, pa1",
        "flights, adaGrad",
        "flights, pa1"
    })
    @Retention(RetentionPolicy.RUNTIME)
    private @interface LateLabels {}

    @LateLabels
    void labelsThatAreAHundredRowsLateChangeTheAnswersAsInRiver(String name, String algorithm) throws IOException {
        RiverStream stream = RiverStream.read(name);
        OnlineModel<TableRow> model = model(stream, algorithm);

        for (int i = 0; i < stream.rows().size(); i++) {
            if (i >= 100) {
                label(model, i - 100, stream);
            }
            double river = stream.river(algorithm + "Late", stream.rows().get(i));
            assertThat(model.predict(i, stream.rows().get(i))).isCloseTo(river, within(close(river)));
        }
        assertThat(model.standing().outstanding()).isEqualTo(100);
    }

    private static void label(OnlineModel<TableRow> model, int index, RiverStream stream) {
        double target = stream.target(stream.rows().get(index));
        boolean known = stream.isRegression() ? model.label(index, target) : model.label(index, target == 1);
        assertThat(known).isTrue();
    }

    @LateLabels
    void progressiveValidationWithADelayIsThatOfRiver(String name, String algorithm) throws IOException {
        RiverStream stream = RiverStream.read(name);

        OnlineStanding standing = ProgressiveValidation.run(model(stream, algorithm), stream.rows(), 100);

        double error = stream.riverError(algorithm + "Late");
        assertThat(standing.labels()).isEqualTo(stream.rows().size());
        assertThat(standing.mostOutstanding()).isEqualTo(100);
        assertThat(standing.metric(stream.error())).isCloseTo(error, within(close(error)));
    }

    /** River's FTRL-Proximal answers by the weights of one step ago. */
    @ParameterizedTest
    @ValueSource(strings = {"phishing", "flights", "approval", "stocks", "storms"})
    void ftrlProximalHasRiversErrorWithinOnePercentOrLess(String name) throws IOException {
        RiverStream stream = RiverStream.read(name);

        OnlineStanding standing = ProgressiveValidation.run(model(stream, "ftrl"), stream.rows());

        double error = stream.riverError("ftrl");
        assertThat(standing.metric(stream.error())).isCloseTo(error, within(0.01 * error));
    }

    /** River's PARegressor measures its loss from 2 y - 1, which is no use for numbers beyond 0 and 1. */
    @ParameterizedTest
    @CsvSource({"approval, pa", "approval, pa1", "approval, pa2", "storms, pa", "storms, pa1", "storms, pa2"})
    void passiveAggressiveRegressionIsThatOfThePaperAndNoWorseThanRivers(String name, String algorithm)
            throws IOException {
        RiverStream stream = RiverStream.read(name);

        OnlineStanding standing = ProgressiveValidation.run(model(stream, algorithm), stream.rows());

        assertThat(standing.metric("mae")).isLessThanOrEqualTo((1 + 1e-9) * stream.riverError(algorithm + "River"));
    }
}

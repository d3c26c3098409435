package io.leeway.model.tribuo;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.Scorer;
import io.leeway.schema.Schema;
import io.leeway.serving.Trips;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

class CompiledModelsTest {

    private static final String COMPILED = "compiled to flat arrays and verified against Tribuo's predictions";

    private Scorer<Trip> requireSameAsTribuo(Model<Label> model) {
        TribuoModel<Trip, Label> compiled = TribuoModel.classifier(SCHEMA, model, "true");
        TribuoPredictor<Trip, Label> tribuo = TribuoPredictor.ofLabels(SCHEMA, model, "true");
        Scorer<Trip> scorer = compiled.scorer();
        for (Trip trip : Trips.make(500, 2)) {
            Label expected = compiled.prediction(trip).getOutput();
            Label actual = compiled.predict(trip);
            assertThat(compiled.score(trip)).isCloseTo(tribuo.score(trip), within(1e-9));
            assertThat(actual).isEqualTo(expected);
            assertThat(actual.getScore())
                    .isCloseTo(compiled.probabilities(trip).get(expected.getLabel()), within(1e-9));
            assertThat(compiled.score(compiled.scores(List.of(trip)), 0)).isEqualTo(compiled.score(trip));
        }
        return scorer;
    }

    @Test
    void aLogisticRegressionIsCompiledAndAnswersAsTribuoDoes() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.logistic()))
                        .path()
                        .description())
                .isEqualTo(COMPILED);
    }

    @Test
    void standardisedFeaturesAreFoldedIntoTheWeights() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.standardised(Trips.logistic())))
                        .path()
                        .description())
                .isEqualTo(COMPILED);
    }

    @Test
    void aFactorisationMachineAnswersThroughTribuo() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.factorisation()))
                        .path()
                        .description())
                .isEqualTo("answered by Tribuo: it is a FMClassificationModel");
    }

    @Test
    void aTransformationWithCornersAnswersThroughTribuo() {
        Model<Label> model = Trips.classifier(Trips.scaled(Trips.logistic(), new LinearScalingTransformation(0, 1)));

        assertThat(requireSameAsTribuo(model).path().description()).contains("is not a straight line");
    }

    @Test
    void aModelThatFillsInAbsentFeaturesAnswersThroughTribuo() {
        Model<Label> model = Trips.classifier(new TransformTrainer<>(
                Trips.logistic(),
                new TransformationMap(Map.of("distance", List.of(new MeanStdDevTransformation()))),
                true));

        assertThat(requireSameAsTribuo(model).path().description())
                .isEqualTo("answered by Tribuo: it fills in absent features with zeros");
    }

    private static String threeClasses(Trip trip) {
        return trip.hour() < 6 ? "night" : String.valueOf(trip.late());
    }

    @Test
    void threeClassesAreCompiledAndAnswerAsTribuoDoes() {
        Model<Label> model = Trips.classifier(
                Trips.standardised(Trips.logistic()), Trips.make(600, 3), CompiledModelsTest::threeClasses);

        assertThat(requireSameAsTribuo(model).path().description()).isEqualTo(COMPILED);
    }

    @Test
    void manyClassesWithSumsFarFromZeroStayFinite() {
        Model<Label> model =
                Trips.classifier(Trips.logistic(), Trips.make(600, 3), trip -> trip.hour() / 4 + " " + trip.carrier());

        TribuoModel<Trip, Label> compiled = TribuoModel.classifier(SCHEMA, model, "3 B6");
        TribuoPredictor<Trip, Label> tribuo = TribuoPredictor.ofLabels(SCHEMA, model, "3 B6");

        assertThat(compiled.classes()).hasSizeGreaterThan(20);
        assertThat(compiled.scorer().path().description()).isEqualTo(COMPILED);
        for (Trip trip : Trips.make(200, 4)) {
            assertThat(compiled.score(trip)).isFinite().isCloseTo(tribuo.score(trip), within(1e-9));
            assertThat(compiled.predict(trip))
                    .isEqualTo(compiled.prediction(trip).getOutput());
        }
    }

    @Test
    void aCategoryThatIsUnseenIsCountedOnceForAllClasses() {
        Model<Label> model = Trips.classifier(Trips.logistic(), Trips.make(600, 3), CompiledModelsTest::threeClasses);
        Scorer<Trip> scorer = TribuoModel.classifier(SCHEMA, model, "true").scorer();
        List<Integer> unseen = new ArrayList<>();

        scorer.score(new Trip(500, 2013, 7, "XX", "fog", false), unseen::add);
        scorer.scores(List.of(new Trip(500, 2013, 7, "XX", "fog", false)), unseen::add);

        int carrier = SCHEMA.feature("carrier").index();
        assertThat(unseen).containsExactly(carrier, carrier);
    }

    @Test
    void aLinearRegressionIsCompiledAndAnswersAsTribuoDoes() {
        Model<Regressor> model = Trips.regressor(Trips.standardised(Trips.leastSquares()));
        TribuoModel<Trip, Regressor> compiled = TribuoModel.regressor(SCHEMA, model);

        assertThat(compiled.scorer().path().description()).isEqualTo(COMPILED);
        for (Trip trip : Trips.make(500, 2)) {
            double expected = compiled.prediction(trip).getOutput().getValues()[0];
            assertThat(compiled.score(trip)).isCloseTo(expected, within(1e-9));
            assertThat(compiled.predict(trip).getValues()).containsExactly(compiled.score(trip));
        }
    }

    @Test
    void flatArraysThatDisagreeWithTribuoAreNotUsed() throws NotCompilableException {
        Model<Label> model = Trips.classifier(Trips.logistic());
        LinearTerms terms = LinearTerms.ofTwoClasses(model, "true");
        Map<String, LinearTerms.Term> off = new TreeMap<>(terms.byName());
        off.computeIfPresent("carrier=WN", (name, term) -> new LinearTerms.Term(0, term.slope() + 1e-6));
        LinearTerms wrong = new LinearTerms(terms.bias(), off);
        Probes probes = new Probes(SCHEMA, wrong);
        Scorer<Probes.Probe> scorer =
                new CompiledClassifier<>(CompiledLinear.of(probes.schema(), wrong), List.of("false", "true"), "true");

        assertThatThrownBy(() -> probes.requireEqual(scorer, TribuoPredictor.ofLabels(probes.schema(), model, "true")))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("where Tribuo gives");
    }

    @Test
    void aFeatureThatNoColumnExplainsIsNotLeftOut() throws NotCompilableException {
        LinearTerms terms = LinearTerms.ofTwoClasses(Trips.classifier(Trips.logistic()), "true");
        Schema<Trip> narrower = SCHEMA.without("carrier");

        assertThatThrownBy(() -> CompiledLinear.of(narrower, terms))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("carrier=");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 15, 16, 17, 100, 1000})
    void aTableOfCategoriesFindsEachAndNoOther(int size) {
        Map<String, Double> weights = new TreeMap<>();
        IntStream.range(0, size).forEach(i -> weights.put("c" + i, i + 0.5));
        CategoryWeights table = new CategoryWeights(weights);

        weights.forEach((category, weight) -> assertThat(table.of(category)).isEqualTo(weight));
        assertThat(table.of("c" + size)).isNaN();
        assertThat(table.of("")).isNaN();
    }

    @Test
    void categoriesWithTheSameHashAreToldApart() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        CategoryWeights table = new CategoryWeights(Map.of("Aa", 1.0));

        assertThat(table.of("BB")).isNaN();
        assertThat(new CategoryWeights(Map.of("Aa", 1.0, "BB", 2.0)).of("BB")).isEqualTo(2.0);
    }
}

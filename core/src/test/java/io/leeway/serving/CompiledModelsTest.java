package io.leeway.serving;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.TrainedModel;
import io.leeway.schema.Schema;
import io.leeway.serving.LinearTerms.NotLinearException;
import io.leeway.serving.Trips.Trip;
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

    private static final String COMPILED = "compiled to flat arrays and checked against Tribuo";

    private final UnseenCategories unseen = new UnseenCategories(SCHEMA.features());

    private Scorer<Trip, Label> requireSameAsTribuo(Model<Label> model) {
        TrainedModel<Trip, Label> tribuo = TrainedModel.classifier(SCHEMA, model, "true");
        Scorer<Trip, Label> scorer = Compiler.classifier(tribuo);
        for (Trip trip : Trips.make(500, 2)) {
            Label expected = tribuo.predict(trip);
            Answer<Label> actual = scorer.answer(trip, unseen, 7);
            assertThat(actual.score()).isCloseTo(tribuo.score(trip), within(1e-9));
            assertThat(actual.output()).isEqualTo(expected);
            assertThat(actual.output().getScore()).isCloseTo(expected.getScore(), within(1e-9));
            assertThat(scorer.score(trip, unseen)).isEqualTo(actual.score());
            assertThat(actual.version()).isEqualTo(7);
        }
        return scorer;
    }

    @Test
    void aLogisticRegressionIsCompiledAndAnswersAsTribuoDoes() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.logistic())).describe())
                .isEqualTo(COMPILED);
    }

    @Test
    void standardisedFeaturesAreFoldedIntoTheWeights() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.standardised(Trips.logistic())))
                        .describe())
                .isEqualTo(COMPILED);
    }

    @Test
    void aFactorisationMachineAnswersThroughTribuo() {
        assertThat(requireSameAsTribuo(Trips.classifier(Trips.factorisation())).describe())
                .isEqualTo("answered by Tribuo: it is a FMClassificationModel");
    }

    @Test
    void aTransformationWithCornersAnswersThroughTribuo() {
        Model<Label> model = Trips.classifier(Trips.scaled(Trips.logistic(), new LinearScalingTransformation(0, 1)));

        assertThat(requireSameAsTribuo(model).describe()).contains("is not a straight line");
    }

    @Test
    void aModelThatFillsInAbsentFeaturesAnswersThroughTribuo() {
        Model<Label> model = Trips.classifier(new TransformTrainer<>(
                Trips.logistic(),
                new TransformationMap(Map.of("distance", List.of(new MeanStdDevTransformation()))),
                true));

        assertThat(requireSameAsTribuo(model).describe())
                .isEqualTo("answered by Tribuo: it fills in absent features with zeros");
    }

    @Test
    void threeClassesAnswerThroughTribuo() {
        Model<Label> model = Trips.classifier(
                Trips.logistic(), Trips.make(600, 3), trip -> trip.hour() < 6 ? "night" : String.valueOf(trip.late()));

        assertThat(requireSameAsTribuo(model).describe()).isEqualTo("answered by Tribuo: it has 3 classes, not two");
    }

    @Test
    void aLinearRegressionIsCompiledAndAnswersAsTribuoDoes() {
        TrainedModel<Trip, Regressor> tribuo =
                TrainedModel.regressor(SCHEMA, Trips.regressor(Trips.standardised(Trips.leastSquares())));
        Scorer<Trip, Regressor> scorer = Compiler.regressor(tribuo);

        assertThat(scorer.describe()).isEqualTo(COMPILED);
        for (Trip trip : Trips.make(500, 2)) {
            double expected = tribuo.score(trip);
            Answer<Regressor> actual = scorer.answer(trip, unseen, 1);
            assertThat(actual.score()).isCloseTo(expected, within(1e-9));
            assertThat(actual.output().getNames()).containsExactly("delay");
            assertThat(actual.output().getValues()).containsExactly(actual.score());
        }
    }

    @Test
    void flatArraysThatDisagreeWithTribuoAreNotUsed() throws NotLinearException {
        Model<Label> model = Trips.classifier(Trips.logistic());
        LinearTerms terms = LinearTerms.ofTwoClasses(model, "true");
        Map<String, LinearTerms.Term> off = new TreeMap<>(terms.byName());
        off.computeIfPresent("carrier=WN", (name, term) -> new LinearTerms.Term(0, term.slope() + 1e-6));
        LinearTerms wrong = new LinearTerms(terms.bias(), off);
        Probes probes = new Probes(SCHEMA, wrong);
        Scorer<Probes.Probe, Label> scorer =
                new CompiledClassifier<>(CompiledLinear.of(probes.schema(), wrong), "true", "false", false);

        assertThatThrownBy(() -> probes.requireEqual(scorer, TrainedModel.classifier(probes.schema(), model, "true")))
                .isInstanceOf(NotLinearException.class)
                .hasMessageContaining("where Tribuo gives");
    }

    @Test
    void aFeatureThatNoColumnExplainsIsNotLeftOut() throws NotLinearException {
        LinearTerms terms = LinearTerms.ofTwoClasses(Trips.classifier(Trips.logistic()), "true");
        Schema<Trip> narrower = SCHEMA.without("carrier");

        assertThatThrownBy(() -> CompiledLinear.of(narrower, terms))
                .isInstanceOf(NotLinearException.class)
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

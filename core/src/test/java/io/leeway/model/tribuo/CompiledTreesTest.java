package io.leeway.model.tribuo;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Schema;
import io.leeway.serving.Trips;
import io.leeway.serving.Trips.Trip;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.common.tree.ExtraTreesTrainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.common.tree.TreeModel;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.ensemble.EnsembleCombiner;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.regression.Regressor;

class CompiledTreesTest {

    private static final String COMPILED = "compiled to flat arrays and verified against Tribuo's predictions";

    /** Rows with missing and infinite numbers, unseen categories and nothing at all among them. */
    private static List<Trip> trips(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trip> trips = new ArrayList<>();
        for (Trip each : Trips.make(300, seed)) {
            double distance =
                    switch (random.nextInt(8)) {
                        case 0 -> Double.POSITIVE_INFINITY;
                        case 1 -> Double.NEGATIVE_INFINITY;
                        case 2 -> -0.0;
                        default -> each.distance();
                    };
            String carrier = random.nextInt(6) == 0 ? "never seen" : each.carrier();
            double year = random.nextInt(6) == 0 ? Double.NaN : each.year();
            trips.add(new Trip(distance, year, each.hour(), carrier, each.sky(), each.late()));
        }
        trips.add(new Trip(Double.NaN, Double.NaN, 0, null, null, false));
        return trips;
    }

    private static String threeClasses(Trip trip) {
        return trip.hour() < 6 ? "night" : String.valueOf(trip.late());
    }

    private static void requireSameAsTribuo(Model<Label> model) {
        TribuoModel<Trip, Label> compiled = TribuoModel.classifier(SCHEMA, model, "true");
        TribuoPredictor<Trip, Label> tribuo = TribuoPredictor.ofLabels(SCHEMA, model, "true");
        Scorer<Trip> scorer = compiled.scorer();
        assertThat(scorer.path().description()).isEqualTo(COMPILED);
        List<Trip> rows = trips(2);
        double[] together = scorer.scores(rows, UnseenCategories.IGNORED);
        int width = scorer.classes().size();
        double[] expected = new double[width * rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            tribuo.scores(rows.get(i), expected, width * i);
            assertThat(scorer.score(rows.get(i), UnseenCategories.IGNORED))
                    .isEqualTo(together[width * i + scorer.classes().indexOf("true")]);
        }
        assertThat(together).containsExactly(expected, within(1e-9));
    }

    private static CARTClassificationTrainer cart() {
        return new CARTClassificationTrainer(5, 0.5f, 1L);
    }

    static Stream<Trainer<Label>> trainers() {
        return Stream.of(
                new CARTClassificationTrainer(6),
                Trainers.decisionTree(1),
                Trainers.randomForest(1),
                new RandomForestTrainer<>(cart(), new FullyWeightedVotingCombiner(), 7, 1L),
                new RandomForestTrainer<>(cart(), new VotingCombiner(), 7, 1L),
                new BaggingTrainer<>(new CARTClassificationTrainer(4), new VotingCombiner(), 3, 1L),
                new ExtraTreesTrainer<>(
                        new CARTClassificationTrainer(6, 1f, 0f, 0.5f, true, new GiniIndex(), 1L),
                        new FullyWeightedVotingCombiner(),
                        7,
                        1L),
                new AdaBoostTrainer(new CARTClassificationTrainer(2), 5, 1L));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void treesOfTwoClassesAnswerAsTribuoDoes(Trainer<Label> trainer) {
        requireSameAsTribuo(Trips.classifier(trainer));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void treesOfThreeClassesAnswerAsTribuoDoes(Trainer<Label> trainer) {
        requireSameAsTribuo(Trips.classifier(trainer, Trips.make(600, 3), CompiledTreesTest::threeClasses));
    }

    @Property(tries = 40)
    void anyEnsembleAnswersAsTribuoDoes(
            @ForAll @IntRange(min = 1, max = 12) int depth,
            @ForAll @IntRange(min = 1, max = 6) int trees,
            @ForAll boolean votes,
            @ForAll long seed) {
        EnsembleCombiner<Label> combiner = votes ? new VotingCombiner() : new FullyWeightedVotingCombiner();
        Trainer<Label> trainer =
                new RandomForestTrainer<>(new CARTClassificationTrainer(depth, 0.4f, seed), combiner, trees, seed);

        requireSameAsTribuo(Trips.classifier(trainer, Trips.make(150, seed), CompiledTreesTest::threeClasses));
    }

    static Stream<Trainer<Regressor>> numberTrainers() {
        return Stream.of(Trainers.regressionTree(1), Trainers.regressionForest(1));
    }

    @ParameterizedTest
    @MethodSource("numberTrainers")
    void treesOfNumbersAnswerAsTribuoDoes(Trainer<Regressor> trainer) {
        TribuoModel<Trip, Regressor> model = TribuoModel.regressor(SCHEMA, Trips.regressor(trainer));

        assertThat(model.scorer().path().description()).isEqualTo(COMPILED);
        for (Trip trip : trips(4)) {
            assertThat(model.score(trip))
                    .isCloseTo(model.prediction(trip).getOutput().getValues()[0], within(1e-9));
        }
    }

    @Test
    void membersCountByTheirWeights() {
        List<Model<Label>> members = List.of(
                Trips.classifier(new CARTClassificationTrainer(2)),
                Trips.classifier(new CARTClassificationTrainer(6)),
                Trips.classifier(Trainers.decisionTree(1)));

        requireSameAsTribuo(WeightedEnsembleModel.createEnsembleFromExistingModels(
                "weighted", members, new FullyWeightedVotingCombiner(), new float[] {0.1f, 3, 0}));
    }

    private static String howServed(Model<Label> model) {
        return TribuoModel.classifier(SCHEMA, model, "true").scorer().path().description();
    }

    @Test
    void weightsThatGiveNoSharesAnswerThroughTribuo() {
        List<Model<Label>> members = List.of(
                Trips.classifier(new CARTClassificationTrainer(2)), Trips.classifier(new CARTClassificationTrainer(6)));

        assertThat(howServed(WeightedEnsembleModel.createEnsembleFromExistingModels(
                        "weighted", members, new FullyWeightedVotingCombiner(), new float[] {2, -1})))
                .isEqualTo("answered by Tribuo: a member's weight is -1.0");
    }

    @Test
    void membersThatAreNoTreesAnswerThroughTribuo() {
        List<Model<Label>> members =
                List.of(Trips.classifier(new CARTClassificationTrainer(2)), Trips.classifier(Trips.logistic()));

        assertThat(howServed(WeightedEnsembleModel.createEnsembleFromExistingModels(
                        "mixed", members, new FullyWeightedVotingCombiner())))
                .isEqualTo("answered by Tribuo: it is a WeightedEnsembleModel");
    }

    @Test
    void treesOfTransformedFeaturesAnswerThroughTribuo() {
        assertThat(howServed(Trips.classifier(Trips.standardised(new CARTClassificationTrainer(4)))))
                .isEqualTo("answered by Tribuo: its trees ask transformed features");
    }

    @Test
    void aFeatureOfTwoColumnsAnswersThroughTribuo() {
        Schema<Trip> schema = Schema.<Trip>builder(Trip.class)
                .numeric("distance", Trip::distance)
                .numeric("year", Trip::year)
                .numeric("hour", Trip::hour)
                .numeric("carrier=AA", trip -> "AA".equals(trip.carrier()) ? 1 : Double.NaN)
                .categorical("carrier", Trip::carrier)
                .categorical("sky", Trip::sky)
                .build();

        assertThat(TribuoModel.classifier(schema, Trips.classifier(new CARTClassificationTrainer(4)), "true")
                        .scorer()
                        .path()
                        .description())
                .isEqualTo("answered by Tribuo: its feature carrier=AA belongs to several columns");
    }

    @Test
    void treesThatDisagreeWithTribuoAreNotUsed() throws NotCompilableException {
        TreeModel<Label> model = (TreeModel<Label>) Trips.classifier(new CARTClassificationTrainer(3));
        TreeModel<Label> other = (TreeModel<Label>) Trips.classifier(new CARTClassificationTrainer(4));
        TribuoPredictor<Trip, Label> tribuo = TribuoPredictor.ofLabels(SCHEMA, other, "true");
        TreeEnsemble ensemble = TribuoTrees.of(tribuo, FeaturePlaces.of(SCHEMA, other.getFeatureIDMap()));
        Probes probes = TreeProbes.of(SCHEMA, ensemble);
        Scorer<Probes.Probe> compiled = CompiledTrees.classifier(probes.schema(), ensemble, tribuo.classes(), "true");

        probes.requireEqual(compiled, TribuoPredictor.ofLabels(probes.schema(), other, "true"));
        assertThatThrownBy(
                        () -> probes.requireEqual(compiled, TribuoPredictor.ofLabels(probes.schema(), model, "true")))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("where Tribuo gives");
    }

    @Test
    void anUnseenCategoryIsCountedAndTheNextRowForgetsTheOneBefore() {
        Scorer<Trip> scorer = TribuoModel.classifier(SCHEMA, Trips.classifier(Trainers.randomForest(1)), "true")
                .scorer();
        Trip known = new Trip(500, 2013, 7, "B6", "snow", false);
        Trip unknown = new Trip(500, 2013, 7, "XX", null, false);
        List<Integer> unseen = new ArrayList<>();

        double first = scorer.score(unknown, unseen::add);
        double between = scorer.score(known, unseen::add);

        assertThat(unseen).containsExactly(SCHEMA.feature("carrier").index());
        assertThat(between).isNotEqualTo(first);
        assertThat(scorer.score(unknown, UnseenCategories.IGNORED)).isEqualTo(first);
    }

    @Test
    void aRowThatCannotBeReadLeavesNothingBehind() {
        Scorer<Trip> scorer = TribuoModel.classifier(SCHEMA, Trips.classifier(Trainers.randomForest(1)), "true")
                .scorer();
        Trip trip = new Trip(500, 2013, 7, "B6", null, false);
        Trip other = new Trip(500, 2013, 7, "XX", "snow", false);
        double before = scorer.score(trip, UnseenCategories.IGNORED);

        assertThatThrownBy(() -> scorer.score(other, column -> {
                    throw new IllegalStateException("no counter");
                }))
                .hasMessage("no counter");

        assertThat(scorer.score(trip, UnseenCategories.IGNORED)).isEqualTo(before);
    }
}

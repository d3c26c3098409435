package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.Scorer;
import io.leeway.model.UnseenCategories;
import io.leeway.model.tribuo.RowEncoder;
import io.leeway.model.tribuo.TribuoFormat;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Schema;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.xgboost.XGBoostClassificationTrainer;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/** Trees answer real flights from flat arrays as Tribuo and XGBoost do. */
@Tag("year")
class CompiledTreesTest {

    private static final String COMPILED = "compiled to flat arrays and verified against Tribuo's predictions";
    private static final Schema<Flight> SCHEMA = Flight.SCHEMA;
    private static final Schema<Flight> OTHERS = SCHEMA.without("elapsed");
    private static final List<Flight> FLIGHTS = Flights2013.year()
            .labelledAt(Instant.parse("2013-02-12T09:00:00Z"), Duration.ofDays(20))
            .toList();
    private static final List<Flight> TRAINING = FLIGHTS.subList(0, 2_500);

    /** Whom an altered flight belongs to, which no training has seen. */
    private static final String NOBODY = "ZZ";

    private static final List<Flight> ASKED = asked();

    private static List<Flight> asked() {
        SplittableRandom random = new SplittableRandom(1);
        List<Flight> asked = new ArrayList<>(FLIGHTS.subList(6_000, 6_500));
        FLIGHTS.subList(7_000, 7_500).forEach(flight -> asked.add(altered(flight, random)));
        asked.add(nothingKnownOf(FLIGHTS.get(0)));
        return asked;
    }

    private static double altered(double value, SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> Double.NaN;
            case 2 -> Double.POSITIVE_INFINITY;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> 0;
            case 5 -> -value;
            case 6 -> Math.nextUp(value);
            case 7 -> 1e30;
            default -> value;
        };
    }

    private static Flight altered(Flight flight, SplittableRandom random) {
        return new Flight(
                flight.id(),
                flight.scheduled(),
                flight.arrived(),
                random.nextInt(3) == 0 ? null : random.nextInt(3) == 0 ? NOBODY : flight.carrier(),
                random.nextInt(3) == 0 ? null : flight.origin(),
                random.nextInt(3) == 0 ? "nowhere" : flight.dest(),
                altered(flight.distance(), random),
                random.nextInt(3) == 0 ? 99 : flight.hour(),
                flight.dayOfWeek(),
                flight.month(),
                altered(flight.elapsed(), random),
                altered(flight.temp(), random),
                altered(flight.dewp(), random),
                altered(flight.humid(), random),
                altered(flight.windDir(), random),
                altered(flight.windSpeed(), random),
                altered(flight.windGust(), random),
                altered(flight.precip(), random),
                altered(flight.pressure(), random),
                altered(flight.visib(), random),
                altered(flight.seats(), random),
                altered(flight.planeYear(), random),
                flight.late());
    }

    private static Flight nothingKnownOf(Flight flight) {
        double none = Double.NaN;
        return new Flight(
                flight.id(),
                flight.scheduled(),
                flight.arrived(),
                null,
                null,
                null,
                none,
                99,
                99,
                99,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                flight.late());
    }

    private static <T extends Output<T>> Model<T> train(
            Schema<Flight> schema, Trainer<T> trainer, OutputFactory<T> factory, Function<Flight, T> response) {
        return train(schema, trainer, TRAINING, factory, response);
    }

    private static <T extends Output<T>> Model<T> train(
            Schema<Flight> schema,
            Trainer<T> trainer,
            List<Flight> flights,
            OutputFactory<T> factory,
            Function<Flight, T> response) {
        MutableDataset<T> data = new MutableDataset<>(new SimpleDataSourceProvenance("flights", factory), factory);
        RowEncoder<Flight> encoder = RowEncoder.of(schema);
        flights.forEach(flight -> data.add(encoder.example(flight, response.apply(flight))));
        return trainer.train(data);
    }

    private static TribuoModel<Flight, Label> ofTwo(Trainer<Label> trainer) {
        Model<Label> model =
                train(SCHEMA, trainer, new LabelFactory(), flight -> new Label(String.valueOf(flight.late())));
        return TribuoModel.classifier(SCHEMA, model, "true");
    }

    private static TribuoModel<Flight, Label> ofThree(Trainer<Label> trainer) {
        Model<Label> model = train(
                SCHEMA,
                trainer,
                new LabelFactory(),
                flight -> new Label(flight.late() ? "late" : flight.distance() > 1_000 ? "far" : "near"));
        return TribuoModel.classifier(SCHEMA, model, "late");
    }

    private static TribuoModel<Flight, Regressor> minutes(Trainer<Regressor> trainer) {
        Model<Regressor> model =
                train(OTHERS, trainer, new RegressionFactory(), flight -> new Regressor("elapsed", flight.elapsed()));
        return TribuoModel.regressor(OTHERS, model);
    }

    static Stream<Trainer<Label>> classTrainers() {
        return Stream.of(
                Trainers.decisionTree(1),
                Trainers.randomForest(1),
                Trainers.boostedTrees(1),
                new XGBoostClassificationTrainer(20));
    }

    private static void requireSameShares(TribuoModel<Flight, Label> model) {
        Scorer<Flight> scorer = model.scorer();
        assertThat(scorer.path().description()).isEqualTo(COMPILED);
        double[] together = scorer.scores(ASKED, UnseenCategories.IGNORED);
        int width = scorer.classes().size();
        int from = 0;
        for (Flight flight : ASKED) {
            Prediction<Label> tribuo = model.prediction(flight);
            for (int i = 0; i < width; i++) {
                Label share = Objects.requireNonNull(
                        tribuo.getOutputScores().get(scorer.classes().get(i)));
                assertThat(together[from + i]).as("%s", flight).isCloseTo(share.getScore(), within(1e-6));
            }
            from += width;
        }
    }

    @ParameterizedTest
    @MethodSource("classTrainers")
    void twoClassesHaveTheSharesOfTribuo(Trainer<Label> trainer) {
        requireSameShares(ofTwo(trainer));
    }

    @ParameterizedTest
    @MethodSource("classTrainers")
    void threeClassesHaveTheSharesOfTribuo(Trainer<Label> trainer) {
        requireSameShares(ofThree(trainer));
    }

    @Property(tries = 20)
    void anyBoosterHasTheSharesOfXgboost(
            @ForAll @IntRange(min = 1, max = 12) int rounds,
            @ForAll @IntRange(min = 1, max = 10) int depth,
            @ForAll @IntRange(min = 1, max = 4_000) int from,
            @ForAll @IntRange(min = 0, max = 1_000) int seed) {
        Trainer<Label> trainer =
                new XGBoostClassificationTrainer(rounds, 0.4, 0, depth, 1, 0.8, 0.5, 1, 0, 1, true, seed);
        Model<Label> model = train(
                SCHEMA,
                trainer,
                FLIGHTS.subList(from, from + 400),
                new LabelFactory(),
                flight -> new Label(flight.late() ? "late" : flight.distance() > 1_000 ? "far" : "near"));

        requireSameShares(TribuoModel.classifier(SCHEMA, model, "late"));
    }

    static Stream<Trainer<Regressor>> numberTrainers() {
        return Stream.of(
                Trainers.regressionTree(1),
                Trainers.regressionForest(1),
                Trainers.boostedRegressionTrees(1),
                new XGBoostRegressionTrainer(RegressionType.LINEAR, 20),
                new XGBoostRegressionTrainer(RegressionType.GAMMA, 20),
                new XGBoostRegressionTrainer(RegressionType.TWEEDIE, 20));
    }

    @ParameterizedTest
    @MethodSource("numberTrainers")
    void numbersAreThoseOfTribuo(Trainer<Regressor> trainer) {
        requireSameNumbers(minutes(trainer));
    }

    private static void requireSameNumbers(TribuoModel<Flight, Regressor> model) {
        Scorer<Flight> scorer = model.scorer();

        assertThat(scorer.path().description()).isEqualTo(COMPILED);
        for (Flight flight : ASKED) {
            double expected = model.prediction(flight).getOutput().getValues()[0];
            assertThat(scorer.score(flight, UnseenCategories.IGNORED))
                    .as("%s", flight)
                    .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void boostedNumbersAreThoseOfXgboostToTheBit() {
        TribuoModel<Flight, Regressor> model = minutes(Trainers.boostedRegressionTrees(1));

        for (Flight flight : ASKED) {
            assertThat(model.score(flight))
                    .isEqualTo(model.prediction(flight).getOutput().getValues()[0]);
        }
    }

    @Test
    void whatIsReadFromBytesIsCompiledToo() {
        TribuoModel<Flight, Label> trained = ofTwo(Trainers.boostedTrees(1));
        TribuoModel<Flight, Label> read = TribuoFormat.create().classifier(SCHEMA, trained.toBytes(), "true");

        assertThat(read.scorer().path().description()).isEqualTo(COMPILED);
        for (Flight flight : ASKED) {
            assertThat(read.score(flight)).isEqualTo(trained.score(flight));
        }
    }

    @Test
    void categoriesThatAreUnseenAreCountedOnceForEachRow() {
        Scorer<Flight> scorer = ofTwo(Trainers.boostedTrees(1)).scorer();
        Map<Integer, Integer> counts = new HashMap<>();

        scorer.scores(ASKED, column -> counts.merge(column, 1, Integer::sum));

        Set<String> known = TRAINING.stream().map(Flight::carrier).collect(Collectors.toSet());
        List<String> carriers =
                ASKED.stream().map(Flight::carrier).filter(Objects::nonNull).toList();
        assertThat(carriers).contains(NOBODY);
        assertThat(counts.get(SCHEMA.feature("carrier").index())).isEqualTo((int)
                carriers.stream().filter(each -> !known.contains(each)).count());
    }

    @Test
    void aNumberThatNoFloatHoldsIsBeyondAllThresholds() {
        TribuoModel<Flight, Label> model = ofTwo(Trainers.boostedTrees(1));
        Flight far = Flights2013.withDistance(FLIGHTS.get(1), 1e300);

        assertThatThrownBy(() -> model.prediction(far)).isInstanceOf(IllegalStateException.class);
        assertThat(model.score(far)).isEqualTo(model.score(Flights2013.withDistance(FLIGHTS.get(1), 1e30)));
    }

    private static Map<String, Object> settings(String booster, String objective) {
        Map<String, Object> settings = new HashMap<>(Map.of("booster", booster, "objective", objective));
        settings.putAll(Map.of("verbosity", 0, "nthread", 1));
        if (booster.equals("dart")) {
            settings.putAll(Map.of("rate_drop", 0.3, "max_depth", 4));
        }
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gblinear", "dart"})
    void otherBoostersHaveTheSharesOfTribuo(String booster) {
        requireSameShares(ofTwo(new XGBoostClassificationTrainer(12, settings(booster, "multi:softprob"))));
        requireSameShares(ofThree(new XGBoostClassificationTrainer(12, settings(booster, "multi:softprob"))));
    }

    @ParameterizedTest
    @CsvSource({
        "gblinear, LINEAR, reg:squarederror",
        "gblinear, GAMMA, reg:gamma",
        "dart, LINEAR, reg:squarederror",
        "dart, TWEEDIE, reg:tweedie"
    })
    void otherBoostersGiveTheNumbersOfTribuo(String booster, RegressionType type, String objective) {
        requireSameNumbers(minutes(new XGBoostRegressionTrainer(type, 12, settings(booster, objective))));
    }

    /** So no model of Tribuo has one. */
    @Test
    void anObjectiveOfOneProbabilityForTwoClassesIsRefusedByTribuosTrainers() {
        Map<String, Object> settings = settings("gbtree", "binary:logistic");
        Trainer<Label> trainer = new XGBoostClassificationTrainer(2, settings);

        assertThatThrownBy(() -> ofTwo(trainer)).hasMessageContaining("Invalid shape of labels");
        assertThatThrownBy(() -> new XGBoostRegressionTrainer(RegressionType.LINEAR, 2, settings))
                .hasMessageContaining("objective");
    }

    /** Tribuo would answer each row with one class, and not the right one. */
    @Test
    void classesWithoutProbabilitiesAreNoModel() {
        Trainer<Label> trainer = new XGBoostClassificationTrainer(2, settings("gbtree", "multi:softmax"));

        assertThatThrownBy(() -> ofThree(trainer))
                .isInstanceOf(MismatchedModelException.class)
                .hasMessageContaining("multi:softmax");
    }

    @Test
    void scoringBoostedTreesAllocatesNothing() {
        TribuoModel<Flight, Label> model = ofTwo(new XGBoostClassificationTrainer(20));
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        double sum = scores(model);

        long before = threads.getThreadAllocatedBytes(self);
        sum += scores(model);
        long allocated = threads.getThreadAllocatedBytes(self) - before;

        assertThat(sum).isPositive();
        // 100,000 rows; what remains is the measurement's own.
        assertThat(allocated).isLessThan(10_000);
    }

    private static double scores(TribuoModel<Flight, Label> model) {
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            for (int j = 0; j < 1_000; j++) {
                sum += model.scorer().score(ASKED.get(j), UnseenCategories.IGNORED);
            }
        }
        return sum;
    }
}

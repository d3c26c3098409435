package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.performance.AssumptionCheck.Outcome;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PerformanceEstimatorTest {
    private static final PerformanceEstimator CAR_LOAN = PackagedData.estimator("car-loan");

    /** With the calibrators that NannyML chose: its rule leaves out those of prepaid cards. */
    private static final PerformanceEstimator CARDS = ConfidenceBasedEstimator.fit(
            PackagedData.all("cards", "reference"),
            (column, score, outcome) -> column == 1 ? Calibrator.none() : Calibrator.fit(score, outcome));

    private static final PerformanceEstimator CAR_PRICE = PackagedData.estimator("car-price");

    @Test
    void estimatesOfTwoClassesAgreeWithNannyMl() {
        assertThat(worst(CAR_LOAN, "car-loan", 1))
                .allSatisfy((metric, difference) ->
                        assertThat(difference).as(metric).isLessThan(1e-3));
    }

    @Test
    void estimatesOfThreeClassesAgreeWithNannyMl() {
        Map<String, Double> worst = worst(CARDS, "cards", 1);
        // NannyML's average precision takes rows of equal score one after the other, in any order.
        assertThat(worst.remove("averagePrecision")).isLessThan(6e-3);
        assertThat(worst).hasSize(6).allSatisfy((metric, difference) -> assertThat(difference)
                .as(metric)
                .isLessThan(1e-3));
    }

    @Test
    void averagePrecisionTakesRowsOfEqualScoreTogetherAsScikitLearnDoes() {
        for (String data : List.of("car-loan", "cards")) {
            PerformanceEstimator estimator = data.equals("cards") ? CARDS : CAR_LOAN;
            for (int chunk = 0; chunk < PackagedData.rows(data, "analysis") / PackagedData.chunkRows(data); chunk++) {
                double[] expected = expected(data, "analysis", chunk, "average_precision_of_ties");
                assertThat(estimator
                                .estimate(PackagedData.chunk(data, "analysis", chunk))
                                .get("averagePrecision")
                                .estimate())
                        .isCloseTo(expected[0], within(1e-9));
            }
        }
    }

    @Test
    void withAllThreeClassesCalibratedEstimatesStayNearNannyMl() {
        assertThat(worst(PackagedData.estimator("cards"), "cards", 1))
                .allSatisfy((metric, difference) ->
                        assertThat(difference).as(metric).isLessThan(metric.equals("averagePrecision") ? 7e-3 : 2e-3));
    }

    @Test
    void estimatesOfARegressionAgreeWithNannyMlWhereTheModelsOfTheLossDo() {
        List<String[]> answers = PackagedData.read("car-price-losses");
        ScoredRows chunk = PackagedData.chunk("car-price", "analysis", 0);
        int[] column = {0};
        LossLearner nannyMls = (rows, losses) -> {
            int loss = column[0]++;
            int[] row = {0};
            // The whole chunk is asked for first, then its labelled rows, which are all of them.
            return features -> Double.parseDouble(answers.get(row[0]++ % answers.size())[loss]);
        };
        PerformanceEstimate estimate = PerformanceEstimator.dle(PackagedData.all("car-price", "reference"), nannyMls)
                .estimate(chunk);

        for (MetricEstimate metric : estimate.metrics()) {
            double[] expected = expected("car-price", "analysis", 0, metric.metric());
            assertThat(new double[] {metric.estimate(), metric.lower(), metric.upper()})
                    .as(metric.metric())
                    .containsExactly(new double[] {expected[0], expected[2], expected[3]}, within(1e-3 * expected[0]));
        }
        assertThat(estimate.metrics()).hasSize(6);
    }

    @Test
    void theDefaultModelsOfTheLossAreAboutAsGoodAsNannyMls() {
        assertThat(worst(CAR_PRICE, "car-price", 0))
                .allSatisfy((metric, difference) ->
                        assertThat(difference).as(metric).isLessThan(0.04));
        double ours = 0;
        double theirs = 0;
        for (int chunk = 0; chunk < 5; chunk++) {
            MetricEstimate mae = CAR_PRICE
                    .estimate(PackagedData.chunk("car-price", "analysis", chunk))
                    .get("mae");
            double[] expected = expected("car-price", "analysis", chunk, "mae");
            ours += Math.abs(mae.error().orElseThrow());
            theirs += Math.abs(expected[0] - expected[4]);
        }
        assertThat(ours).isLessThan(1.2 * theirs);
    }

    @Test
    void labelsOfChangedConceptContradictTheEstimate() {
        PerformanceEstimate before = CARDS.estimate(PackagedData.chunk("cards", "analysis", 0));
        PerformanceEstimate after = CARDS.estimate(PackagedData.chunk("cards", "analysis", 9));

        assertThat(before.check().outcome()).isEqualTo(Outcome.CONSISTENT);
        assertThat(after.check().outcome()).isEqualTo(Outcome.CONTRADICTED);
        assertThat(after.check().explanation()).contains("rows with equal scores have other outcomes");
        assertThat(after.get("rocAuc").error().orElseThrow()).isGreaterThan(0.05);
    }

    @Test
    void labelsContradictFromTheChunkOnInWhichTheConceptChanged() {
        for (String data : List.of("car-loan", "cards")) {
            for (int chunk = 0; chunk < 10; chunk++) {
                assertThat((data.equals("cards") ? CARDS : CAR_LOAN)
                                .estimate(PackagedData.chunk(data, "analysis", chunk))
                                .check()
                                .outcome())
                        .as(data + " " + chunk)
                        .isEqualTo(chunk < 5 ? Outcome.CONSISTENT : Outcome.CONTRADICTED);
            }
        }
    }

    @Test
    void aSixthOfTheLabelsIsEnoughToContradict() {
        ScoredRows chunk = PackagedData.chunk("cards", "analysis", 9);
        double[] some = chunk.labels().clone();
        Arrays.fill(some, 1_000, some.length, Double.NaN);
        PerformanceEstimate estimate = CARDS.estimate(chunk.labels(some));

        assertThat(estimate.labelled()).isEqualTo(1_000);
        assertThat(estimate.rows()).isEqualTo(6_000);
        assertThat(estimate.check().outcome()).isEqualTo(Outcome.CONTRADICTED);
    }

    @Test
    void theErrorIsThatOfTheEstimateOverTheLabelledRows() {
        ScoredRows chunk = PackagedData.chunk("car-loan", "analysis", 3);
        double[] some = chunk.labels().clone();
        Arrays.fill(some, 0, 4_000, Double.NaN);
        ScoredRows partly = chunk.labels(some);
        MetricEstimate recall = CAR_LOAN.estimate(partly).get("recall");
        MetricEstimate ofKnown = CAR_LOAN.estimate(partly.known()).get("recall");

        assertThat(recall.estimate())
                .isEqualTo(CAR_LOAN.estimate(chunk).get("recall").estimate());
        assertThat(recall.realised()).isEqualTo(ofKnown.realised());
        assertThat(recall.error().orElseThrow())
                .isCloseTo(ofKnown.estimate() - ofKnown.realised().orElseThrow(), within(1e-15));
    }

    @Test
    void withoutLabelsNothingIsRealisedAndNothingChecked() {
        ScoredRows chunk = ScoredRows.binary(new double[] {0.1, 0.7, 0.9});
        PerformanceEstimate estimate = CAR_LOAN.estimate(chunk);

        assertThat(estimate.metrics()).hasSize(7).allSatisfy(metric -> {
            assertThat(metric.realised()).isEmpty();
            assertThat(metric.error()).isEmpty();
        });
        assertThat(estimate.check().outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(CAR_LOAN.estimate(ScoredRows.binary(new double[0])).metrics())
                .isEmpty();
        assertThat(CAR_PRICE
                        .estimate(ScoredRows.numbers(new double[0], new double[0][]))
                        .metrics())
                .isEmpty();
    }

    @Test
    void anEstimateFollowsHarderRowsBeforeTheirLabelsCome() {
        Random random = new Random(5);
        double[] easy = random.doubles(4_000)
                .map(u -> u < 0.5 ? u / 5 : 1 - (1 - u) / 5)
                .toArray();
        double[] hard = random.doubles(4_000).map(u -> 0.3 + 0.4 * u).toArray();
        PerformanceEstimator estimator = PerformanceEstimator.cbpe(drawn(concat(easy, hard), random));
        PerformanceEstimate estimate = estimator.estimate(drawn(hard, random));

        MetricEstimate accuracy = estimate.get("accuracy");
        assertThat(accuracy.estimate()).isBetween(0.55, 0.65);
        assertThat(accuracy.realised().orElseThrow()).isBetween(accuracy.lower(), accuracy.upper());
        assertThat(estimate.check().outcome()).isEqualTo(Outcome.CONSISTENT);
    }

    @Test
    void labelsOfAnUnchangedConceptSeldomContradict() {
        Random random = new Random(11);
        int contradicted = 0;
        for (int round = 0; round < 100; round++) {
            double[] scores = random.doubles(2_000).toArray();
            PerformanceEstimator estimator = PerformanceEstimator.cbpe(drawn(scores, random));
            AssumptionCheck check = estimator
                    .estimate(drawn(random.doubles(1_000).toArray(), random))
                    .check();
            contradicted += check.outcome() == Outcome.CONTRADICTED ? 1 : 0;
        }
        assertThat(contradicted).isLessThanOrEqualTo(5);
    }

    @Test
    void daysWithAWeatherOfTheirOwnContradictOnlyIfRowsCountAsIndependent() {
        Random random = new Random(12);
        PerformanceEstimator estimator =
                PerformanceEstimator.cbpe(drawn(random.doubles(20_000).toArray(), random));
        int ofRows = 0;
        int ofDays = 0;
        for (int round = 0; round < 60; round++) {
            double[] scores = random.doubles(2_000).toArray();
            double[] labels = new double[2_000];
            long[] days = new long[2_000];
            double weather = 0;
            for (int row = 0; row < 2_000; row++) {
                weather = row % 200 == 0 ? 0.1 * random.nextGaussian() : weather;
                labels[row] = random.nextDouble() < scores[row] + weather ? 1 : 0;
                days[row] = row / 200;
            }
            ScoredRows rows = ScoredRows.binary(scores).labels(labels);
            ofRows += estimator.estimate(rows).check().outcome() == Outcome.CONTRADICTED ? 1 : 0;
            ofDays += estimator.estimate(rows.clusters(days)).check().outcome() == Outcome.CONTRADICTED ? 1 : 0;
        }
        assertThat(ofRows).isGreaterThan(18);
        assertThat(ofDays).isLessThanOrEqualTo(5);
    }

    @Test
    void changedConceptContradictsAlsoOverClusters() {
        ScoredRows chunk = PackagedData.chunk("cards", "analysis", 9);
        long[] days = new long[chunk.rows()];
        Arrays.setAll(days, row -> row / 300);

        assertThat(CARDS.estimate(chunk.clusters(days)).check().outcome()).isEqualTo(Outcome.CONTRADICTED);
        Arrays.setAll(days, row -> row / 2_000);
        assertThat(CARDS.estimate(chunk.clusters(days)).check())
                .satisfies(check -> assertThat(check.outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA))
                .hasToString("INSUFFICIENT_DATA: the assumption is not checked: the 6000 labels are of fewer than 5"
                        + " clusters, which say too little about how clusters differ");
    }

    @Test
    void aSchemaReadsTheFeaturesOfARegression() {
        record Car(double age, @Nullable String fuel, double price) {}
        Schema<Car> schema = Schema.of(Car.class).response("price");
        List<Car> cars = List.of(new Car(3, "gas", 9), new Car(5, null, 7), new Car(Double.NaN, "gas", 8));
        ScoredRows rows = ScoredRows.numbers(schema, cars, new double[3]);

        assertThat(rows.features()[0]).containsExactly(3, "gas".hashCode());
        assertThat(rows.features()[1]).containsExactly(5, Double.NaN);
        assertThat(rows.features()[2]).containsExactly(Double.NaN, "gas".hashCode());
    }

    @Test
    void lossesThatGrewWithoutAChangeOfTheRowsContradict() {
        ScoredRows chunk = PackagedData.chunk("car-price", "reference", 2);
        double[] further = chunk.labels().clone();
        Arrays.setAll(further, row -> further[row] + 0.3 * (further[row] - chunk.scores()[0][row]));

        assertThat(CAR_PRICE.estimate(chunk).check().outcome()).isEqualTo(Outcome.CONSISTENT);
        assertThat(CAR_PRICE.estimate(chunk.labels(further)).check().outcome()).isEqualTo(Outcome.CONTRADICTED);
        long[] days = new long[further.length];
        Arrays.setAll(days, row -> row / 100);
        assertThat(CAR_PRICE.estimate(chunk.clusters(days)).check().outcome()).isEqualTo(Outcome.CONSISTENT);
        assertThat(CAR_PRICE
                        .estimate(chunk.labels(further).clusters(days))
                        .check()
                        .outcome())
                .isEqualTo(Outcome.CONTRADICTED);
    }

    @Test
    void wrongKindsAreRefused() {
        ScoredRows numbers = ScoredRows.numbers(new double[] {1}, new double[][] {{1}});
        assertThatThrownBy(() -> PerformanceEstimator.cbpe(numbers)).hasMessageContaining("use dle(reference)");
        assertThatThrownBy(() -> PerformanceEstimator.dle(ScoredRows.binary(new double[0])))
                .hasMessageContaining("use cbpe(reference)");
        assertThatThrownBy(() -> CAR_LOAN.estimate(numbers)).hasMessageContaining("another kind");
        assertThatThrownBy(() -> CAR_PRICE.estimate(numbers)).hasMessageContaining("7 of the reference");
        assertThatThrownBy(() -> PerformanceEstimator.cbpe(ScoredRows.binary(new double[500])))
                .hasMessageContaining("0 labelled rows; pass at least 100");
    }

    @Test
    void rowsSayWhatIsWrongWithThem() {
        assertThatThrownBy(() -> ScoredRows.binary(new double[] {0.5, 1.5}))
                .isInstanceOf(InvalidPredictionException.class)
                .hasMessageContaining("1.5 at index 1");
        assertThatThrownBy(() -> ScoredRows.classes(new double[][] {{0.5, 0.5}, {1}}))
                .hasMessageContaining("row 1 has probabilities of 1");
        assertThatThrownBy(() -> ScoredRows.numbers(new double[] {Double.NaN}, new double[1][0]))
                .isInstanceOf(InvalidPredictionException.class);
        assertThatThrownBy(() -> ScoredRows.binary(new double[1]).labels(new double[] {2}))
                .isInstanceOf(InvalidPredictionException.class)
                .hasMessageContaining("not a label of these predictions: 2.0");
        assertThatThrownBy(() -> ScoredRows.binary(new double[1]).predicted(new int[] {3}))
                .hasMessageContaining("predicted as class 3; classes are 0 to 1");
        assertThatThrownBy(() -> ScoredRows.binary(new double[1]).labels(new double[2]))
                .hasMessageContaining("2 labels for 1 predictions");
    }

    @Test
    void anEstimatePrintsItself() {
        assertThat(CAR_LOAN.estimate(PackagedData.chunk("car-loan", "analysis", 9))
                        .toString()
                        .lines())
                .first()
                .isEqualTo("CBPE of 5,000 rows, 5,000 labelled, calibrated on 50,000 labelled reference rows:");
        assertThat(CAR_LOAN.estimate(PackagedData.chunk("car-loan", "analysis", 9))
                        .get("accuracy"))
                .hasToString("accuracy 0.9117 [0.9019, 0.9215], realised 0.9122 (error -0.0005)");
    }

    /** The largest difference of estimate and band from NannyML's by metric; relative to the estimate if so wished. */
    private static Map<String, Double> worst(PerformanceEstimator estimator, String data, double scale) {
        Map<String, Double> worst = new TreeMap<>();
        for (String period : List.of("reference", "analysis")) {
            for (int chunk = 0; chunk < PackagedData.rows(data, period) / PackagedData.chunkRows(data); chunk++) {
                for (MetricEstimate metric : estimator
                        .estimate(PackagedData.chunk(data, period, chunk))
                        .metrics()) {
                    double[] expected = expected(data, period, chunk, metric.metric());
                    double unit = scale == 0 ? expected[0] : scale;
                    double difference = Math.max(
                            Math.abs(metric.estimate() - expected[0]),
                            Math.max(Math.abs(metric.lower() - expected[2]), Math.abs(metric.upper() - expected[3])));
                    worst.merge(metric.metric(), difference / unit, Math::max);
                    assertThat(metric.realised().orElseThrow())
                            .isCloseTo(expected[4], within(1e-9 * Math.max(1, unit)));
                }
            }
        }
        return worst;
    }

    private static double[] expected(String data, String period, int chunk, String metric) {
        return Objects.requireNonNull(PackagedData.expected(data).get(period + chunk + metric), metric);
    }

    private static ScoredRows drawn(double[] probability, Random random) {
        double[] labels = Arrays.stream(probability)
                .map(p -> random.nextDouble() < p ? 1 : 0)
                .toArray();
        return ScoredRows.binary(probability).labels(labels);
    }

    private static double[] concat(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

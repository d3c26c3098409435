package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.feedback.RowId;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions of several classes, rankings, bands, and ids that are texts. */
class MonitorKindsTest {
    record Flower(String id, double petal) {
        static final Schema<Flower> SCHEMA = Schema.of(Flower.class).id("id");

        static Flower of(int number) {
            return new Flower("flower-" + number, 6 * new SplittableRandom(number).nextDouble());
        }

        double[] scores() {
            double a = Math.exp(-petal);
            double b = Math.exp(-Math.abs(petal - 3));
            double c = Math.exp(petal - 6);
            double sum = a + b + c;
            return new double[] {a / sum, b / sum, c / sum};
        }

        String species() {
            double[] scores = scores();
            double u = new SplittableRandom(id.hashCode()).nextDouble();
            return u < scores[0] ? "setosa" : u < scores[0] + scores[1] ? "versicolor" : "virginica";
        }
    }

    private static List<Flower> flowers(int from, int to) {
        List<Flower> flowers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            flowers.add(Flower.of(i));
        }
        return flowers;
    }

    private static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");

    private static ModelMonitorBuilder<Flower> flowerMonitor() {
        List<Flower> reference = flowers(-2_000, 0);
        return ModelMonitor.of(Flower.SCHEMA)
                .classes("setosa", "versicolor", "virginica")
                .referenceVectors(reference, Flower::scores)
                .test(DriftTests.ks())
                .alpha(0.001)
                .labelledReference(ScoredRows.classes(
                                reference.stream().map(Flower::scores).toArray(double[][]::new))
                        .labels(reference.stream()
                                .mapToDouble(each -> SPECIES.indexOf(each.species()))
                                .toArray()))
                .estimatedPerformance()
                .harm(0.05, 0.05)
                .alertAbove("logLoss", 1)
                .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .window(1_000);
    }

    private static void run(ModelMonitor<Flower> monitor, int from, int to) {
        for (Flower flower : flowers(from, to)) {
            monitor.record(flower, flower.scores());
            monitor.label(RowId.of(flower.id()), flower.species(), Instant.EPOCH);
        }
    }

    @Test
    void classesAreWatchedAsOneProbabilityIs() {
        ModelMonitor<Flower> monitor = flowerMonitor().build();

        run(monitor, 0, 1_001);

        MonitoringSnapshot window = monitor.snapshot();
        assertThat(window.alerts()).isEmpty();
        assertThat(window.profile().features())
                .contains("prediction(setosa)", "prediction(versicolor)", "prediction(virginica)");
        assertThat(window.drift().orElseThrow().features()).hasSize(4);
        // The label of the row that closed the window came behind it.
        assertThat(window.outcomes().orElseThrow().rows()).isEqualTo(999);
        assertThat(window.metrics())
                .containsKeys("logLoss", "brier", "rocAuc", "f1", "accuracy")
                .satisfies(metrics -> assertThat(metrics.get("accuracy")).isBetween(0.6, 0.9));
        assertThat(window.performance()
                        .estimate()
                        .orElseThrow()
                        .get("accuracy")
                        .error()
                        .orElseThrow())
                .isBetween(-0.06, 0.06);
        assertThat(monitor.harm().orElseThrow().observations()).isEqualTo(1_001);
    }

    @Test
    void probabilitiesThatMoveRaiseAnAlertAboutPredictions() {
        ModelMonitor<Flower> monitor = flowerMonitor().build();

        for (Flower flower : flowers(0, 1_000)) {
            monitor.record(flower, new double[] {0.1, 0.1, 0.8});
        }

        assertThat(monitor.snapshot().alerts())
                .filteredOn(alert -> alert.kind() == Alert.Kind.PREDICTION_DRIFT)
                .extracting(Alert::subject)
                .contains("prediction(virginica)");
    }

    @Test
    void aPredictionThatIsNoDistributionIsCountedAndLeftOut() {
        ModelMonitor<Flower> monitor = flowerMonitor().build();

        run(monitor, 0, 997);
        monitor.record(Flower.of(997), new double[] {0.5, 0.5, 0.5});
        monitor.record(Flower.of(998), new double[] {Double.NaN, 0.5, 0.5});
        monitor.record(Flower.of(999), new double[] {-0.5, 1, 0.5});

        assertThat(monitor.snapshot().rows()).isEqualTo(1_000);
        assertThat(monitor.snapshot().invalidPredictions()).isEqualTo(3);
        assertThat(monitor.labels().predictions()).isEqualTo(997);
    }

    @Test
    void classesGoOnFromACheckpoint(@TempDir Path folder) {
        ModelMonitor<Flower> unbroken = flowerMonitor().build();
        run(unbroken, 0, 2_500);
        unbroken.flush();
        for (int from = 0; from < 2_500; from += 700) {
            ModelMonitor<Flower> monitor = flowerMonitor().checkpoint(folder).build();
            run(monitor, from, Math.min(2_500, from + 700));
            monitor.close();
        }
        ModelMonitor<Flower> last = flowerMonitor().checkpoint(folder).build();
        last.flush();

        assertThat(last.history()).isEqualTo(unbroken.history());
        assertThat(last.harm()).isEqualTo(unbroken.harm());
        last.close();
    }

    @Test
    void whatDoesNotFitThePredictionsIsRefused() {
        ModelMonitor<Flower> monitor = flowerMonitor().build();

        assertThatThrownBy(() -> monitor.record(Flower.of(1), 0.5))
                .hasMessageContaining("a prediction has 1 numbers, and that of a classification of 3 classes has 3");
        assertThatThrownBy(() -> monitor.record(Flower.of(1), new double[2])).hasMessageContaining("has 2 numbers");
        assertThatThrownBy(() -> monitor.label(RowId.of("a"), "rose", Instant.EPOCH))
                .hasMessageContaining("give one of the classes [setosa, versicolor, virginica]");
        assertThatThrownBy(() -> monitor.label(7, true)).hasMessageContaining("give one of the classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelMonitor.of(Flower.SCHEMA).classes("a", "a"))
                .withMessageContaining("each once");
    }

    record Item(long id, double price) {
        static final Schema<Item> SCHEMA = Schema.of(Item.class).id("id");
    }

    @Test
    void scoresOfARankingAreMeasuredByWhatTheyPutFirst() {
        ModelMonitor<Item> monitor = ModelMonitor.of(Item.SCHEMA)
                .ranking()
                .window(4)
                .performanceOver(4)
                .alertBelow("rocAuc", 0.9)
                .build();
        double[] scores = {-3, 250, 7, 1e9};
        boolean[] relevant = {false, true, true, false};

        for (int i = 0; i < 4; i++) {
            monitor.label(i, relevant[i]);
            monitor.record(new Item(i, i), scores[i]);
            monitor.label(i, relevant[i]);
        }

        assertThat(monitor.snapshot().invalidPredictions()).isZero();
        assertThat(monitor.snapshot().metrics()).containsEntry("rocAuc", 0.5);
        assertThat(monitor.snapshot().metrics().get("averagePrecision"))
                .isCloseTo((1.0 / 2 + 2.0 / 3) / 2, within(1e-12));
    }

    @Test
    void bandsAreMeasuredByWhatTheyCover() {
        ModelMonitor<Item> monitor =
                ModelMonitor.of(Item.SCHEMA).bands(0.8).window(5).build();

        for (int i = 0; i < 5; i++) {
            monitor.label(i, i == 4 ? 15.0 : 11.0);
            monitor.record(new Item(i, i), new double[] {10, 8, 12});
        }

        assertThat(monitor.snapshot().profile().features()).contains("prediction", "prediction(width)");
        monitor.record(new Item(5, 5), new double[] {10, 12, 8});
        assertThat(monitor.snapshot().metrics()).containsEntry("coverage", 0.8).containsEntry("bandWidth", 4.0);
        monitor.flush();
        assertThat(monitor.snapshot().invalidPredictions()).isEqualTo(1);
        // Five widths of 4, and one miss of 3 at 2 / (1 - 0.8).
        assertThat(monitor.snapshot().metrics().get("intervalScore")).isCloseTo((20 + 30) / 5.0, within(1e-9));
    }

    @Test
    void aModelThatAnswersAConstantHasUndefinedMetricsAndNoDrift() {
        record Case(long id, double x) {}
        Schema<Case> schema = Schema.of(Case.class).id("id");
        List<Case> reference = new ArrayList<>();
        for (long i = 0; i < 500; i++) {
            reference.add(new Case(i, new SplittableRandom(i).nextDouble()));
        }
        ModelMonitor<Case> monitor = ModelMonitor.of(schema)
                .reference(reference, row -> 0.3)
                .test(DriftTests.ks(), DriftTests.psi())
                .window(500)
                .build();

        for (long i = 0; i < 500; i++) {
            monitor.record(new Case(i, new SplittableRandom(-i).nextDouble()), 0.3);
            monitor.label(i, i % 2 == 0);
        }
        monitor.flush();

        assertThat(monitor.snapshot()
                        .drift()
                        .orElseThrow()
                        .feature("prediction")
                        .orElseThrow()
                        .results())
                .allSatisfy(result -> assertThat(result.verdict()).isNotEqualTo(Verdict.DRIFT));
        assertThat(monitor.snapshot().alerts()).isEmpty();
        assertThat(monitor.snapshot().metrics()).containsEntry("rocAuc", 0.5).containsKey("logLoss");
    }
}

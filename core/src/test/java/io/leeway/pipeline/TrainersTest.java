package io.leeway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.TrainedModel;
import io.leeway.model.tribuo.TribuoFormat;
import io.leeway.pipeline.Houses.House;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Each trainer as a newcomer meets it: named, and not told anything. */
class TrainersTest {

    private static PipelineRun<House, Regressor> numbers(List<House> houses) {
        return Pipeline.regression("prices", Houses.SCHEMA)
                .candidate("linear", Trainers::linearRegression)
                .candidate("ridge", Trainers::ridge)
                .candidate("tree", Trainers::regressionTree)
                .candidate("forest", Trainers::regressionForest)
                .build()
                .run(houses);
    }

    private static double metric(PipelineRun<?, ?> run, String candidate, String metric) {
        return Objects.requireNonNull(
                run.candidate(candidate).evaluation().metrics().get(metric));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e6})
    void pricesThatAreMostlyAWeightedSumAreLearntInAnyUnit(double unit) {
        var run = numbers(Houses.sales(1_500, unit, 1));

        assertThat(metric(run, "linear", "r2")).isBetween(0.85, 0.95);
        assertThat(metric(run, "ridge", "r2")).isCloseTo(metric(run, "linear", "r2"), within(0.01));
        assertThat(metric(run, "tree", "r2")).isGreaterThan(0.5);
        assertThat(metric(run, "forest", "r2")).isGreaterThan(metric(run, "tree", "r2"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e6})
    void treesFollowASurfaceThatNoSumDoesInAnyUnit(double unit) {
        var run = numbers(Houses.curved(1_500, unit, 1));

        assertThat(metric(run, "linear", "r2")).isLessThan(0.2);
        assertThat(metric(run, "tree", "r2")).isGreaterThan(0.9);
        assertThat(metric(run, "forest", "r2")).isGreaterThan(0.95);
    }

    @Test
    void fewRowsGiveCautiousAnswers() {
        var run = numbers(Houses.sales(40, 1, 1));

        assertThat(metric(run, "ridge", "r2")).isGreaterThan(0.5);
        assertThat(metric(run, "forest", "r2")).isGreaterThan(0.3);
        assertThat(metric(run, "tree", "r2")).isGreaterThan(-0.5);
    }

    record Point(double x, double y, String kind) {}

    static final Schema<Point> POINTS = Schema.of(Point.class).response("kind");

    /** Rings around a centre: no straight line tells them apart. */
    static List<Point> rings(int count) {
        Random random = new Random(8);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double radius = Math.hypot(x, y) + 0.1 * random.nextGaussian();
            points.add(new Point(x, y, radius < 0.8 ? "inner" : radius < 1.5 ? "middle" : "outer"));
        }
        return points;
    }

    private static PipelineRun<Point, Label> classes(List<Point> points) {
        return Pipeline.classification("rings", POINTS)
                .candidate("logistic", Trainers::logisticRegression)
                .candidate("tree", Trainers::decisionTree)
                .candidate("forest", Trainers::randomForest)
                .build()
                .run(points);
    }

    @Test
    void treesTellRingsApartAndAreNeverCertain() {
        var run = classes(rings(3_000));

        assertThat(metric(run, "logistic", "accuracy")).isLessThan(0.5);
        assertThat(metric(run, "tree", "accuracy")).isGreaterThan(0.7);
        assertThat(metric(run, "forest", "accuracy")).isGreaterThan(0.8);
        assertThat(metric(run, "forest", "logLoss")).isLessThan(metric(run, "tree", "logLoss"));
        assertThat(metric(run, "tree", "logLoss")).isLessThan(0.75);
        for (Point each : rings(200)) {
            assertThat(run.candidate("tree").model().probabilities(each).values())
                    .allSatisfy(share -> assertThat(share).isBetween(1e-4, 1 - 1e-4));
        }
    }

    @Test
    void oneFeatureIsEnoughForAForest() {
        record Step(double x, double out) {}
        Random random = new Random(3);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            double x = random.nextDouble();
            steps.add(new Step(x, x > 0.3 && x < 0.6 ? 1 : 0));
        }

        var run = Pipeline.regression("steps", Schema.of(Step.class).response("out"))
                .candidate("forest", Trainers::regressionForest)
                .build()
                .run(steps);

        assertThat(metric(run, "forest", "r2")).isGreaterThan(0.9);
    }

    @Test
    void treesAreReadBackUnderTheUsualAllowListAndTheSameSeedGivesTheSameBytes() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        List<Point> points = rings(300);
        var pipeline = Pipeline.classification("rings", POINTS)
                .candidate("forest", Trainers::randomForest)
                .clock(clock)
                .build();
        TrainedModel<Point, Label> model =
                pipeline.run(points).candidate("forest").model();

        byte[] bytes = model.toBytes(now);
        TrainedModel<Point, Label> read = TribuoFormat.create().classifier(POINTS, bytes, "outer");

        points.forEach(each -> assertThat(read.score(each)).isCloseTo(model.score(each), within(1e-12)));
        assertThat(pipeline.run(points).candidate("forest").model().toBytes(now))
                .isEqualTo(bytes);
        assertThat(bytes).hasSizeLessThan(10_000_000);
    }

    @Test
    void boostedTreesWithoutTheirArtifactSayWhichToAdd() {
        assertThatThrownBy(() -> Trainers.boostedTrees(1))
                .isInstanceOfSatisfying(PipelineException.class, e -> {
                    assertThat(e.problem()).isEqualTo(Problem.MISSING_ARTIFACT);
                    assertThat(e.subject()).hasValue("org.tribuo:tribuo-classification-xgboost:4.3.2");
                })
                .hasMessage("Boosted trees are trained by XGBoost, which is not on the class path: add the dependency "
                        + "org.tribuo:tribuo-classification-xgboost:4.3.2.");
        var pipeline = Pipeline.regression("prices", Houses.SCHEMA)
                .candidate("boosted", Trainers::boostedRegressionTrees)
                .build();
        assertThatThrownBy(() -> pipeline.run(Houses.sales(100, 1, 1)))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("org.tribuo:tribuo-regression-xgboost:4.3.2");
    }
}

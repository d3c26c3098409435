package io.leeway.examples.flights;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.model.ModelMetadata;
import io.leeway.model.TrainedModel;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Trees that another library grows take part as any other candidate does. */
@Tag("year")
class BoostedTreesTest {

    private static final Instant TODAY = Instant.parse("2013-02-12T09:00:00Z");

    private final ModelRegistry registry = MemoryRegistry.create();
    private final List<Flight> flights =
            Flights2013.year().labelledAt(TODAY, Duration.ofDays(20)).toList();

    private Pipeline<Flight, Label> pipeline() {
        return Pipeline.classification("flight-delay", Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .candidate("xgboost", Trainers::boostedTrees)
                .gate(logLoss().atMost(0.7), better().than("champion").on(logLoss()))
                .register(registry)
                .clock(Clock.fixed(TODAY, ZoneOffset.UTC))
                .build();
    }

    @Test
    void theyAreTrainedGatedRegisteredAndServed() {
        PipelineRun<Flight, Label> run = pipeline().run(flights);
        TrainedModel<Flight, Label> trees = run.candidate("xgboost").model();

        assertThat(run.candidates()).hasSize(2);
        assertThat(run.candidate("xgboost").evaluation().metrics().get("rocAuc"))
                .isGreaterThan(0.6);
        int version = registry.register(
                        "trees", ModelArtifact.of(trees.toBytes(TODAY)).metadata(ModelMetadata.POSITIVE_CLASS, "true"))
                .number();
        registry.moveAlias("trees", "champion", 0, version, "the first");
        LiveModel<Flight, Label> live = LiveModel.classification(Flight.SCHEMA, registry, "trees", "champion")
                .build();
        assertThat(live.isCompiled()).isTrue();
        for (Flight flight : flights.subList(0, 50)) {
            assertThat(live.score(flight)).isCloseTo(trees.score(flight), within(1e-6));
        }
    }

    @Test
    void trainedTwiceTheyHaveTheSameBytes() {
        byte[] first = pipeline().run(flights).candidate("xgboost").model().toBytes(TODAY);
        byte[] second = pipeline().run(flights).candidate("xgboost").model().toBytes(TODAY);

        assertThat(second).isEqualTo(first);
    }

    record Point(double x, double y, double out) {}

    private static List<Point> waves(double unit) {
        Random random = new Random(1);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            double wave = Math.sin(6 * x) * (y > 0.5 ? 1 : -1) + 0.1 * random.nextGaussian();
            points.add(new Point(x, y, unit * (3 + wave)));
        }
        return points;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1, 1e6})
    void numbersAreLearntInAnyUnit(double unit) {
        PipelineRun<Point, Regressor> run = Pipeline.regression(
                        "waves", Schema.of(Point.class).response("out"))
                .candidate("linear", Trainers::linearRegression)
                .candidate("boosted", Trainers::boostedRegressionTrees)
                .build()
                .run(waves(unit));

        assertThat(run.candidate("boosted").evaluation().metrics().get("r2")).isGreaterThan(0.95);
        assertThat(run.candidate("linear").evaluation().metrics().get("r2")).isLessThan(0.5);
    }

    /** Trains both kinds in a process with the JDK's own logging. */
    public static final class FirstRun {
        private FirstRun() {}

        public static void main(String[] arguments) {
            Schema<Point> schema = Schema.of(Point.class).response("out");
            Pipeline.regression("waves", schema)
                    .candidate("boosted", Trainers::boostedRegressionTrees)
                    .build()
                    .run(waves(1));
            Pipeline.classification("rounded", schema)
                    .candidate("boosted", Trainers::boostedTrees)
                    .build()
                    .run(waves(1).stream()
                            .map(each -> new Point(each.x(), each.y(), Math.rint(each.out())))
                            .toList());
        }
    }

    @Test
    void aFirstRunPrintsNothing() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dslf4j.internal.verbosity=ERROR",
                        // Else newer JDKs warn that XGBoost loads native code.
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstRun.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).isEmpty();
    }
}

package io.leeway.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.leeway.model.ModelExportException;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.Scorer;
import io.leeway.model.TrainedModel;
import io.leeway.model.UnseenCategories;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Trainers;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that Tribuo trained go out as ONNX and answer the same. The models and the answers are left in {@code target/exported}, where
 * {@code src/test/python/check_models.py} compares them with Python's onnxruntime.
 */
class OnnxExportTest {
    private static final Path EXPORTED = Path.of("target", "exported");

    record Trip(
            double distance,
            double year,
            @Nullable String carrier,
            @Nullable String probabilities,
            String outcome,
            double delay) {}

    private static final Schema<Trip> TWO =
            Schema.of(Trip.class).without("delay").response("outcome");
    private static final Schema<Trip> NUMBER =
            Schema.of(Trip.class).without("outcome").response("delay");

    private static List<Trip> trips(int count, long seed, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] carriers = {"AA", "B6", "ÖBB & Söhne", "a b"};
        List<Trip> trips = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double distance = 200 + 2000 * random.nextDouble();
            String carrier = carriers[random.nextInt(carriers.length)];
            double delay = distance / 50 + (carrier.equals("AA") ? 20 : 0) + 10 * random.nextGaussian();
            String outcome = delay < 30 ? "on time" : delay < 45 || classes == 2 ? "late" : "very late";
            trips.add(new Trip(
                    distance,
                    random.nextInt(10) == 0 ? Double.NaN : 1990 + random.nextInt(20),
                    random.nextInt(20) == 0 ? null : carrier,
                    random.nextBoolean() ? "x" : "y",
                    outcome,
                    delay));
        }
        return trips;
    }

    private static List<Trip> odd() {
        List<Trip> rows = new ArrayList<>(trips(40, 7, 3));
        rows.add(new Trip(Double.NaN, Double.NaN, null, null, "late", 0));
        rows.add(new Trip(Double.POSITIVE_INFINITY, 2001, "never seen", "y", "late", 0));
        rows.add(new Trip(-1e6, Double.NEGATIVE_INFINITY, "AA", "z", "late", 0));
        return rows;
    }

    private static TrainedModel<Trip, ?> classifier(int classes) {
        return Pipeline.classification("trips", TWO, "late")
                .candidate("logistic", Trainers::logisticRegression)
                .build()
                .run(trips(2_000, 1, classes))
                .candidate("logistic")
                .model();
    }

    private static TrainedModel<Trip, ?> regressor() {
        return Pipeline.regression("trips", NUMBER)
                .candidate("linear", Trainers::linearRegression)
                .build()
                .run(trips(2_000, 1, 2))
                .candidate("linear")
                .model();
    }

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("two_classes", classifier(2)),
                Arguments.of("three_classes", classifier(3)),
                Arguments.of("a_number", regressor()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void anExportedModelIsReadWithoutADeclarationAndAnswersTheSame(String name, TrainedModel<Trip, ?> model)
            throws IOException {
        byte[] onnx = model.toOnnx();
        ModelSpec<Trip> spec = model.kind() == ModelKind.CLASSIFICATION
                ? ModelSpec.classifier(TWO, "late")
                : ModelSpec.regressor(NUMBER);
        double[] expected = model.scores(odd());
        for (boolean compile : new boolean[] {true, false}) {
            try (Scorer<Trip> scorer = OnnxFormat.create().compile(compile).read(spec, onnx)) {
                double[] actual = scorer.scores(odd(), UnseenCategories.IGNORED);
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < expected.length; i++) {
                    double close = 1e-12 * Math.max(1, Math.abs(expected[i]));
                    assertThat(actual[i]).as("%s", scorer.path()).isCloseTo(expected[i], within(close));
                }
            }
        }
        leave(name, onnx, model, expected);
    }

    /** Leaves model and answers for Python. */
    private static void leave(String name, byte[] onnx, TrainedModel<Trip, ?> model, double[] expected)
            throws IOException {
        Files.createDirectories(EXPORTED);
        Files.write(EXPORTED.resolve(name + ".onnx"), onnx);
        List<Feature<Trip>> features = model.schema().features();
        int width = expected.length / odd().size();
        try (CsvWriter csv = CsvWriter.builder().build(EXPORTED.resolve(name + ".csv"), StandardCharsets.UTF_8)) {
            List<String> header =
                    new ArrayList<>(features.stream().map(Feature::name).toList());
            IntStream.range(0, width).forEach(i -> header.add("expected_" + i));
            csv.writeRecord(header);
            for (int row = 0; row < odd().size(); row++) {
                List<String> fields = new ArrayList<>();
                for (Feature<Trip> each : features) {
                    fields.add(field(each, odd().get(row)));
                }
                for (int i = 0; i < width; i++) {
                    fields.add(Double.toString(expected[row * width + i]));
                }
                csv.writeRecord(fields);
            }
        }
    }

    private static String field(Feature<Trip> feature, Trip row) {
        if (feature.type() == FeatureType.CATEGORICAL) {
            String category = feature.category(row);
            return category == null ? "" : category;
        }
        double number = feature.number(row);
        return Double.isNaN(number)
                ? ""
                : Double.isInfinite(number) ? number > 0 ? "inf" : "-inf" : Double.toString(number);
    }

    @Test
    void aModelThatIsNotLinearSaysWhyItCannotBeExported() {
        TrainedModel<Trip, ?> tree = Pipeline.classification("trips", TWO, "late")
                .candidate("tree", Trainers::decisionTree)
                .build()
                .run(trips(500, 1, 2))
                .candidate("tree")
                .model();

        assertThatThrownBy(tree::toOnnx)
                .isInstanceOf(ModelExportException.class)
                .hasMessageContaining("tree")
                .hasMessageContaining("ONNX");
    }
}

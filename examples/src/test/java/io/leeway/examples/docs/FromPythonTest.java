package io.leeway.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leeway.examples.flights.Flight;
import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.onnx.OnnxFormat;
import io.leeway.onnx.OnnxModel;
import io.leeway.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** {@code docs/from-python.md} shows the messages that the mistakes bring, all of them, and Python that has been run. */
class FromPythonTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FLIGHTS = ROOT.resolve("examples/src/main/resources/io/leeway/examples/onnx");
    private static final Path SMALL = ROOT.resolve("onnx/src/test/resources/io/leeway/onnx");
    private static final Path ODD = SMALL.resolve("odd");

    private static final ModelSpec<Flight> FLIGHT = ModelSpec.classifier(Flight.SCHEMA, "true");
    private static final List<String> NUMBERS = List.of("distance", "elapsed", "temp", "dewp", "humid");

    /** The rows of the small models: synthetic orders. */
    record Order(double amount, double age, String country, String device, boolean bought) {}

    private static final ModelSpec<Order> ORDER =
            ModelSpec.classifier(Schema.of(Order.class).response("bought"), "true");

    private final Map<String, String> messages = new LinkedHashMap<>();

    private <R> void mistake(String name, Path file, ModelSpec<R> spec, UnaryOperator<OnnxModel> declared)
            throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Throwable thrown = catchThrowable(() -> {
            Map<String, String> metadata = declared.apply(OnnxModel.of(file)).metadata(spec);
            try (TrainedModel<R, Label> model =
                    TrainedModel.classifier(OnnxFormat.create(), spec.withMetadata(metadata), bytes)) {
                throw new AssertionError(name + " is no mistake: " + model);
            }
        });
        assertThat(thrown).as(name).isInstanceOf(ModelException.class);
        messages.put(name, String.valueOf(thrown.getMessage()));
    }

    private void flight(String name, String file, UnaryOperator<OnnxModel> declared) throws IOException {
        mistake(name, FLIGHTS.resolve(file), FLIGHT, declared);
    }

    private void order(String name, Path file, UnaryOperator<OnnxModel> declared) throws IOException {
        mistake(name, file, ORDER, declared);
    }

    private static OnnxModel matrix(OnnxModel model) {
        return model.matrix("X", "amount", "age");
    }

    private void mistakesWithTheFlights() throws IOException {
        flight("no order of columns", "flights-keras.onnx", model -> model);
        flight("too few columns", "flights-keras.onnx", model -> model.matrix("features", NUMBERS)
                .probabilities());
        flight("no codes", "flights-torch.onnx", model -> model.matrix(
                        "numbers",
                        Flight.SCHEMA.features().stream()
                                .map(each -> each.name())
                                .filter(each -> !List.of("carrier", "origin", "dest", "hour", "dayOfWeek")
                                        .contains(each))
                                .toList())
                .logits());
    }

    private void mistakesOfSmallModels() throws IOException {
        order("other classes", SMALL.resolve("sk_logistic_columns.onnx"), model -> model);
        order("encoder outside", SMALL.resolve("sk_logistic_matrix.onnx"), model -> model);
        order("probability or logit", SMALL.resolve("sigmoid_vector.onnx"), FromPythonTest::matrix);
        order("a logit as a probability", SMALL.resolve("logits_two.onnx"), FromPythonTest::matrix);
        order("training mode", ODD.resolve("row_depends_on_batch.onnx"), FromPythonTest::matrix);
        order("fixed batch", ODD.resolve("four_rows_only.onnx"), FromPythonTest::matrix);
        order("missing into int", SMALL.resolve("int64_codes.onnx"), model -> model.asNumber("country")
                .asNumber("device")
                .probabilities());
        order("NaN", ODD.resolve("nan_output.onnx"), FromPythonTest::matrix);
        order("float16", ODD.resolve("half_precision.onnx"), FromPythonTest::matrix);
    }

    private void mistakesOfExports() throws IOException {
        order("custom operator", ODD.resolve("custom_domain.onnx"), FromPythonTest::matrix);
        order("external data", ODD.resolve("external_data_parent.onnx"), FromPythonTest::matrix);
        order("extra input", ODD.resolve("three_inputs_extra.onnx"), FromPythonTest::matrix);
        order("labels only", SMALL.resolve("label_only.onnx"), FromPythonTest::matrix);
    }

    @Test
    void eachMistakeHasTheMessageThatTheGuideShows() throws IOException {
        mistakesWithTheFlights();
        mistakesOfSmallModels();
        mistakesOfExports();
        List<String> shown = Markdown.read(ROOT.resolve("docs/from-python.md")).fences("console").stream()
                .map(fence -> words(fence.text()))
                .toList();

        assertThat(messages.values().stream().map(FromPythonTest::words)).containsExactlyInAnyOrderElementsOf(shown);
    }

    /** What is in the scripts has been run. */
    @Test
    void thePythonOfTheGuideIsThatOfTheScripts() throws IOException {
        Set<String> lines = new HashSet<>();
        try (Stream<Path> scripts = Files.list(ROOT.resolve("examples/python"))) {
            for (Path script :
                    scripts.filter(each -> each.toString().endsWith(".py")).toList()) {
                Files.readAllLines(script).forEach(line -> lines.add(line.strip()));
            }
        }
        List<Markdown.Fence> shown =
                Markdown.read(ROOT.resolve("docs/from-python.md")).fences("python");

        assertThat(shown).hasSizeGreaterThan(5);
        assertThat(shown.stream().flatMap(fence -> fence.text().lines()).map(String::strip))
                .allSatisfy(line -> assertThat(lines).contains(line));
    }

    /** The guide breaks long lines. */
    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}

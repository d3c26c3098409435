package io.leeway.onnx.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The models that Python's frameworks wrote, compared with ONNX Runtime on made-up rows. */
class FrameworkModelsTest {

    private static final Path MODELS = Path.of("src/test/resources/io/leeway/onnx");

    static Stream<String> compiled() throws IOException {
        try (Stream<Path> files = Files.list(MODELS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(sk_.*|lightgbm|xgboost)\\.onnx"))
                    .sorted()
                    .toList();
            return names.stream();
        }
    }

    private static ModelProto read(String name) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(MODELS.resolve(name)));
    }

    private static String output(ModelProto model) {
        return model.getGraph().getOutput(model.getGraph().getOutputCount() - 1).getName();
    }

    @ParameterizedTest
    @MethodSource("compiled")
    void modelsOfTreesAndOfSumsAreCompiledAndAgree(String name) throws IOException, NotCompilableException {
        ModelProto model = read(name);
        Map<String, List<String>> texts = new HashMap<>();
        GraphCategories.of(model).forEach((input, columns) -> {
            List<String> known = new ArrayList<>(List.of("", "never seen"));
            columns.stream().filter(each -> each != null).forEach(known::addAll);
            texts.put(input, known);
        });
        // A regression adds numbers up that are large against their sum, in single precision.
        double tolerance = name.contains("ridge") || name.contains("regression") ? 1e-4 : 1e-6;
        OnRuntime.requireSame(model, output(model), TestRow.make(model, 500, texts, 60, false), tolerance);
        OnRuntime.requireSame(model, output(model), TestRow.make(model, 501, texts, 60, true), tolerance);
    }

    @ParameterizedTest
    @CsvSource({
        "softmax_matrix.onnx, Relu",
        "sigmoid_vector.onnx, Relu",
        "int64_codes.onnx, Gather",
        "numbers_and_codes.onnx, Gather"
    })
    void neuralNetworksAreRefused(String name, String operator) throws IOException {
        ModelProto model = read(name);

        assertThatThrownBy(() -> GraphCompiler.compile(model, TestRow.cells(model), output(model)))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("its operator " + operator)
                .hasMessageContaining("which ONNX Runtime answers");
    }

    @ParameterizedTest
    @CsvSource({"sk_logistic_columns.onnx", "sk_ordinal.onnx", "sk_forest.onnx", "sk_logistic_zipmap_texts.onnx"})
    void categoriesAreFoundWhereverTheyAreEncoded(String name) throws IOException {
        assertThat(GraphCategories.of(read(name)))
                .isEqualTo(Map.of(
                        "country", List.of(Set.of("de", "fr", "it")),
                        "device", List.of(Set.of("phone", "laptop", "tablet"))));
    }
}

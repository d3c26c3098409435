package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.floats;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.number;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.text;
import static io.leeway.onnx.flat.GraphBuilder.texts;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Linear models and matrices, compared with ONNX Runtime on made-up rows. */
class LinearOperatorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO"})
    void linearClassifiersOfEachTransformation(String transform) throws NotCompilableException {
        ModelProto model = GraphBuilder.numbers(2)
                .node(
                        "ml:LinearClassifier",
                        List.of("x"),
                        List.of("label", "y"),
                        numbers("coefficients", 0.3, -0.2, 0, 0.7, -1, 0.1),
                        numbers("intercepts", 0.1, 0, -0.3),
                        integers("classlabels_ints", 0, 1, 2),
                        text("post_transform", transform))
                .build("y");

        OnRuntime.requireSame(model);
    }

    // ONNX Runtime takes the difference of two close numbers in single precision.
    @Test
    void scoresBecomeQuantiles() throws NotCompilableException {
        ModelProto model = GraphBuilder.numbers(2)
                .node(
                        "ml:LinearClassifier",
                        List.of("x"),
                        List.of("label", "y"),
                        numbers("coefficients", 0.01, -0.02, 0, 0.01, -0.01, 0.01),
                        numbers("intercepts", 0.3, 0.5, 0.7),
                        integers("classlabels_ints", 0, 1, 2),
                        text("post_transform", "PROBIT"))
                .build("y");

        OnRuntime.requireSame(model, "y", TestRow.make(model, 300, OnRuntime.TEXTS, 3, false), 5e-4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO"})
    void aLinearClassifierWithOneLineOfCoefficients(String transform) throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .node(
                        "ml:LinearClassifier",
                        List.of("x"),
                        List.of("label", "y"),
                        numbers("coefficients", 0.3, -0.2),
                        numbers("intercepts", 0.1),
                        texts("classlabels_strings", "no", "yes"),
                        text("post_transform", transform))
                .build("y"));
    }

    @Test
    void linearRegressorsAndMatrices() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .node("ml:LinearRegressor", "x", "y", numbers("coefficients", 0.3, -0.2), numbers("intercepts", 0.1))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .constant("w", floats(List.of(2L, 3L), 1, 2, 3, 4, 5, 6))
                .node("MatMul", List.of("x", "w"), List.of("y"))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .constant("w", floats(List.of(3L, 2L), 1, 2, 3, 4, 5, 6))
                .constant("b", floats(List.of(3L), 1, -1, 0.5))
                .node(
                        "Gemm",
                        List.of("x", "w", "b"),
                        List.of("y"),
                        integer("transB", 1),
                        number("alpha", 0.5),
                        number("beta", 2))
                .build("y"));
    }
}

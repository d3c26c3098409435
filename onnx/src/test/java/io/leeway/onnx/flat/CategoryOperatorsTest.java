package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.DOUBLE;
import static io.leeway.onnx.flat.GraphBuilder.FLOAT;
import static io.leeway.onnx.flat.GraphBuilder.INT64;
import static io.leeway.onnx.flat.GraphBuilder.TEXT;
import static io.leeway.onnx.flat.GraphBuilder.doubles;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.number;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.tensor;
import static io.leeway.onnx.flat.GraphBuilder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that encode categories, compared with ONNX Runtime on made-up rows. */
class CategoryOperatorsTest {

    @Test
    void textsAreEncodedAsIndicators() throws NotCompilableException {
        OnRuntime.requireSame(new GraphBuilder()
                .input("t", TEXT, 1)
                .constant("shape", integers(-1, 3))
                .node("ml:OneHotEncoder", "t", "e", texts("cats_strings", "UA", "AA", "Zoë"), integer("zeros", 1))
                .node("Reshape", List.of("e", "shape"), List.of("y"))
                .build("y"));
        OnRuntime.requireSame(new GraphBuilder()
                .input("t", TEXT, 0)
                .node("ml:OneHotEncoder", "t", "y", texts("cats_strings", "UA", "AA", "UA"), integer("zeros", 1))
                .build("y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {FLOAT, INT64})
    void numbersAreEncodedAsIndicators(int type) throws NotCompilableException {
        OnRuntime.requireSame(new GraphBuilder()
                .input("x", type, 2)
                .node("ml:OneHotEncoder", "x", "e", integers("cats_int64s", 0, 3, -1, 2), integer("zeros", 1))
                .node("Flatten", "e", "y")
                .build("y"));
    }

    @Test
    void anUnknownCategoryFailsWhereTheGraphSaysSo() throws NotCompilableException {
        ModelProto model = new GraphBuilder()
                .input("airline", TEXT, 1)
                .node("ml:OneHotEncoder", "airline", "y", texts("cats_strings", "UA", "AA"), integer("zeros", 0))
                .build("y");
        FlatGraph<TestRow> flat = GraphCompiler.compile(model, TestRow.cells(model), "y");

        assertThat(flat.score(new TestRow(new double[1], new String[] {"AA"}), 1))
                .isEqualTo(1);
        assertThatThrownBy(() -> flat.score(new TestRow(new double[1], new String[] {"DL"}), 1))
                .isInstanceOf(UnknownCategoryException.class)
                .hasMessageContaining("airline");
        assertThat(flat.score(new TestRow(new double[1], new String[] {"UA"}), 1))
                .isZero();
    }

    @Test
    void textsAreEncodedAsCodes() throws NotCompilableException {
        GraphBuilder second = new GraphBuilder().opsets(17, 2).input("t", TEXT, 2);
        OnRuntime.requireSame(second.node(
                        "ml:LabelEncoder",
                        "t",
                        "y",
                        texts("keys_strings", "UA", "AA", "UA"),
                        integers("values_int64s", 5, 6, 7),
                        integer("default_int64", -3))
                .build("y", INT64));
        GraphBuilder fourth = new GraphBuilder().opsets(17, 4).input("t", TEXT, 2);
        OnRuntime.requireSame(fourth.node(
                        "ml:LabelEncoder",
                        "t",
                        "y",
                        texts("keys_strings", "UA", "AA"),
                        numbers("values_floats", 0.1, 0.2),
                        number("default_float", Double.NaN))
                .build("y"));
    }

    @Test
    void numbersAreEncodedAsCodes() throws NotCompilableException {
        GraphBuilder graph = new GraphBuilder().opsets(17, 4).input("x", FLOAT, 2);
        OnRuntime.requireSame(graph.node(
                        "ml:LabelEncoder",
                        "x",
                        "y",
                        numbers("keys_floats", 0.25, Double.NaN, 1, 0),
                        numbers("values_floats", 1, 2, 3, 4),
                        number("default_float", -1))
                .build("y"));
        OnRuntime.requireSame(new GraphBuilder()
                .opsets(17, 4)
                .input("x", DOUBLE, 2)
                .node(
                        "ml:LabelEncoder",
                        "x",
                        "y",
                        tensor("keys_tensor", doubles(List.of(2L), 0.25, 1)),
                        tensor("values_tensor", doubles(List.of(2L), 10, 20)),
                        tensor("default_tensor", doubles(List.of(1L), 30)))
                .build("y", DOUBLE));
    }

    @Test
    void columnsOfTheSameTextShareOneLookUp() throws NotCompilableException {
        OnRuntime.requireSame(new GraphBuilder()
                .opsets(17, 2)
                .input("t", TEXT, 1)
                .constant("two", integers(-1, 2))
                .node("ml:OneHotEncoder", "t", "o", texts("cats_strings", "UA", "AA"), integer("zeros", 1))
                .node("Reshape", List.of("o", "two"), List.of("e"))
                .node(
                        "ml:LabelEncoder",
                        "t",
                        "c",
                        texts("keys_strings", "AA", "DL"),
                        numbers("values_floats", 3, 4),
                        number("default_float", -1))
                .node("Concat", List.of("e", "c"), List.of("all"), integer("axis", 1))
                .node("ml:LinearRegressor", "all", "s", numbers("coefficients", 1, 0.5, 2), numbers("intercepts", 7))
                .node("Concat", List.of("s", "all"), List.of("y"), integer("axis", 1))
                .build("y"));
    }
}

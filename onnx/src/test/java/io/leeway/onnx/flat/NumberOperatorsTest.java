package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.DOUBLE;
import static io.leeway.onnx.flat.GraphBuilder.FLOAT;
import static io.leeway.onnx.flat.GraphBuilder.INT64;
import static io.leeway.onnx.flat.GraphBuilder.doubles;
import static io.leeway.onnx.flat.GraphBuilder.floats;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.number;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.text;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that compute with numbers, compared with ONNX Runtime on made-up rows. */
class NumberOperatorsTest {

    @Test
    void anInputIsRoundedToTheGraphsType() throws NotCompilableException {
        FlatGraph<TestRow> flat = OnRuntime.requireSame(
                GraphBuilder.numbers(2).node("Identity", "x", "y").build("y"));

        assertThat(flat.width()).isEqualTo(2);
        assertThat(flat.score(new TestRow(new double[] {0.1, 1e39}, new String[2]), 0))
                .isEqualTo(0.1f);
        assertThat(flat.score(new TestRow(new double[] {0.1, 1e39}, new String[2]), 1))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void doublesStayDoubles() throws NotCompilableException {
        GraphBuilder graph = new GraphBuilder()
                .input("x", DOUBLE, 2)
                .constant("c", doubles(List.of(2L), 0.1, 3))
                .node("Sub", List.of("x", "c"), List.of("d"))
                .node("Div", List.of("d", "c"), List.of("y"));

        OnRuntime.requireSame(graph.build("y", DOUBLE), 0);
    }

    @Test
    void missingNumbersAreReplaced() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .node(
                        "ml:Imputer",
                        "x",
                        "y",
                        numbers("imputed_value_floats", 1.5, -2),
                        number("replaced_value_float", Double.NaN))
                .build("y"));
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .node("ml:Imputer", "x", "y", numbers("imputed_value_floats", 7), number("replaced_value_float", 0.25))
                .build("y"));
        OnRuntime.requireSame(new GraphBuilder()
                .input("x", INT64, 2)
                .node(
                        "ml:Imputer",
                        "x",
                        "y",
                        integers("imputed_value_int64s", 8, 9),
                        integer("replaced_value_int64", -1))
                .build("y", INT64));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void missingNumbersAreReplacedByAChoice(boolean negated) throws NotCompilableException {
        GraphBuilder graph = GraphBuilder.numbers(2)
                .constant("c", floats(List.of(2L), 1.5, -2))
                .node("IsNaN", "x", "missing");
        if (negated) {
            graph.node("Not", "missing", "present").node("Where", List.of("present", "x", "c"), List.of("y"));
        } else {
            graph.node("Where", List.of("missing", "c", "x"), List.of("y"));
        }
        OnRuntime.requireSame(graph.build("y"));
    }

    @Test
    void whetherANumberIsMissingIsANumberToo() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .node("IsNaN", "x", "missing")
                .node("Cast", "missing", "y", integer("to", FLOAT))
                .build("y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {FLOAT, DOUBLE, INT64})
    void numbersAreScaledAsTheirTypeIs(int type) throws NotCompilableException {
        OnRuntime.requireSame(
                new GraphBuilder()
                        .input("x", type, 2)
                        .node("ml:Scaler", "x", "y", numbers("offset", 0.1, 3), numbers("scale", 7.3, 1e-3))
                        .build("y"),
                0);
    }

    @ParameterizedTest
    @CsvSource({"Add,false", "Sub,false", "Mul,false", "Div,false", "Add,true", "Sub,true", "Mul,true", "Div,true"})
    void arithmeticWithConstantsIsExact(String operator, boolean constantFirst) throws NotCompilableException {
        OnRuntime.requireSame(
                GraphBuilder.numbers(2)
                        .constant("c", floats(List.of(1L, 2L), 0.1, 3))
                        .node(operator, constantFirst ? List.of("c", "x") : List.of("x", "c"), List.of("y"))
                        .build("y"),
                0);
    }

    @Test
    void aColumnWidensWithAConstant() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(1)
                .constant("c", floats(List.of(3L), 0.1, 3, 4))
                .node("Mul", List.of("x", "c"), List.of("y"))
                .build("y"));
    }

    @Test
    void columnsAreCombinedWithEachOther() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(3)
                .constant("axis", integers(1))
                .node("Exp", "x", "e")
                .node("ReduceSum", List.of("e", "axis"), List.of("sum"), integer("keepdims", 1))
                .node("Div", List.of("e", "sum"), List.of("y"))
                .build("y"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sigmoid", "Exp", "Neg", "Abs", "Reciprocal"})
    void functionsOfOneNumber(String operator) throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2).node(operator, "x", "y").build("y"));
    }

    @Test
    void numbersAreKeptWithinBounds() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(2)
                .constant("least", floats(List.of(), -1))
                .constant("most", floats(List.of(), 2))
                .node("Clip", List.of("x", "least", "most"), List.of("y"))
                .build("y"));
    }

    @ParameterizedTest
    @CsvSource({"1,7", "7,1", "11,1", "1,11", "11,7"})
    void typesAreConverted(int from, int to) throws NotCompilableException {
        ModelProto model = new GraphBuilder()
                .input("x", from, 2)
                .node("Cast", "x", "y", integer("to", to))
                .build("y", to);

        OnRuntime.requireSame(model, "y", TestRow.make(model, 300, OnRuntime.TEXTS, 30, false), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"L1", "L2", "MAX"})
    void rowsAreNormalised(String norm) throws NotCompilableException {
        OnRuntime.requireSame(
                GraphBuilder.numbers(3)
                        .node("ml:Normalizer", "x", "y", text("norm", norm))
                        .build("y"),
                0);
    }

    @Test
    void scoresBecomeShares() throws NotCompilableException {
        OnRuntime.requireSame(GraphBuilder.numbers(3).node("Softmax", "x", "y").build("y"));
    }

    @Test
    void stepsKeepTheirOrder() throws NotCompilableException {
        OnRuntime.requireSame(
                GraphBuilder.numbers(2)
                        .constant("c", floats(List.of(2L), 0.1, 3))
                        .node("Mul", List.of("x", "c"), List.of("m"))
                        .node("Sub", List.of("m", "c"), List.of("s"))
                        .node(
                                "ml:Imputer",
                                "s",
                                "i",
                                numbers("imputed_value_floats", 0.7),
                                number("replaced_value_float", Double.NaN))
                        .node("Add", List.of("i", "c"), List.of("a"))
                        .node("Div", List.of("a", "c"), List.of("y"))
                        .build("y"),
                0);
    }
}

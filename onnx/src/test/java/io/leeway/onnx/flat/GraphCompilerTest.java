package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.FLOAT;
import static io.leeway.onnx.flat.GraphBuilder.TEXT;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.number;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.text;
import static io.leeway.onnx.flat.GraphBuilder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole graphs, compared with ONNX Runtime on made-up rows. */
class GraphCompilerTest {

    @Test
    void aPipelineOfNumbersAndCategories() throws NotCompilableException {
        ModelProto model = new GraphBuilder()
                .input("n", FLOAT, 2)
                .input("s", TEXT, 1)
                .input("t", TEXT, 1)
                .constant("shape", integers(-1, 2))
                .node(
                        "ml:Imputer",
                        "n",
                        "i",
                        numbers("imputed_value_floats", 1, 2),
                        number("replaced_value_float", Double.NaN))
                .node("ml:Scaler", "i", "z", numbers("offset", 0.1, 3), numbers("scale", 0.3, 0.2))
                .node("ml:OneHotEncoder", "s", "es", texts("cats_strings", "UA", "AA"), integer("zeros", 1))
                .node("ml:OneHotEncoder", "t", "et", texts("cats_strings", "DL", "UA"), integer("zeros", 1))
                .node("Concat", List.of("es", "et"), List.of("e3"), integer("axis", -1))
                .constant("four", integers(-1, 4))
                .node("Reshape", List.of("e3", "four"), List.of("e"))
                .node("Concat", List.of("z", "e"), List.of("all"), integer("axis", 1))
                .node(
                        "ml:LinearClassifier",
                        List.of("all"),
                        List.of("label", "y"),
                        numbers("coefficients", -0.3, 0.4, -1, 0.5, 0.25, -0.7, 0.3, -0.4, 1, -0.5, -0.25, 0.7),
                        numbers("intercepts", 0.1, -0.1),
                        integers("classlabels_ints", 0, 1),
                        text("post_transform", "LOGISTIC"))
                .build("y");

        assertThat(OnRuntime.requireSame(model).width()).isEqualTo(2);
        Map<String, ?> known = GraphCategories.of(model);
        assertThat(known.get("s")).isEqualTo(List.of(Set.of("UA", "AA")));
        assertThat(known.get("t")).isEqualTo(List.of(Set.of("UA", "DL")));
        assertThat(known).doesNotContainKey("n");
    }

    @Test
    void severalThreadsGetTheirOwnAnswersAndScoringAllocatesNothing() throws Exception {
        ModelProto model = new GraphBuilder()
                .input("n", FLOAT, 2)
                .input("t", TEXT, 2)
                .node("ml:OneHotEncoder", "t", "o", texts("cats_strings", "UA", "AA"), integer("zeros", 1))
                .node("Flatten", "o", "e")
                .node("Concat", List.of("n", "e"), List.of("x"), integer("axis", 1))
                .node("ml:Normalizer", "x", "z", text("norm", "L2"))
                .node("Softmax", "z", "y")
                .build("y");
        FlatGraph<TestRow> flat = OnRuntime.requireSame(model);
        List<TestRow> rows = TestRow.make(model, 200, OnRuntime.TEXTS, 3, true);
        double[] expected = rows.stream().mapToDouble(row -> flat.score(row, 3)).toArray();

        List<Integer> places = IntStream.range(0, 20_000).mapToObj(i -> i % 200).toList();
        assertThat(places.parallelStream().allMatch(i -> Double.compare(flat.score(rows.get(i), 3), expected[i]) == 0))
                .isTrue();

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] into = new double[flat.width()];
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 20_000; i++) {
            flat.scores(rows.get(i % 200), into);
        }
        // Less than a byte a row: reading the counter allocates a little itself.
        assertThat(threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before)
                .isLessThan(20_000);
    }

    @Test
    void refusalsNameTheOperator() {
        OnRuntime.requireRefused(
                GraphBuilder.numbers(2).node("Relu", "x", "y").build("y"), "Relu belongs to a neural network");
        OnRuntime.requireRefused(GraphBuilder.numbers(2).node("Erf", "x", "y").build("y"), "Erf cannot be compiled");
        OnRuntime.requireRefused(
                GraphBuilder.numbers(2).node("ml:Scaler", "x", "y").build("y"), "Scaler has 0 scales for 2 columns");
        OnRuntime.requireRefused(
                GraphBuilder.numbers(2)
                        .node("Add", List.of("x", "c"), List.of("y"))
                        .build("y"),
                "its tensor c is neither");
        OnRuntime.requireRefused(GraphBuilder.numbers(2).build("y"), "its tensor y is neither");
    }

    @Test
    void graphsThatMultiplyTheirColumnsAreRefused() {
        GraphBuilder graph = GraphBuilder.numbers(2).node("Identity", "x", "c0");
        for (int i = 0; i < 60; i++) {
            graph.node("Concat", List.of("c" + i, "c" + i), List.of("c" + (i + 1)), integer("axis", 1));
        }
        OnRuntime.requireRefused(graph.build("c60"), "it is too large");
    }

    @Test
    void graphsOfManyStepsAreRefused() {
        GraphBuilder graph = GraphBuilder.numbers(2).node("Identity", "x", "s0");
        for (int i = 0; i < 1000; i++) {
            graph.node("Neg", "s" + i, "s" + (i + 1));
        }
        OnRuntime.requireRefused(graph.build("s1000"), "it takes too many steps from one number");
    }

    @Test
    void theColumnsOfAnInputAreCounted() {
        ModelProto model = GraphBuilder.numbers(3).node("Identity", "x", "y").build("y");
        Cell.OfNumber<TestRow> first = row -> row.numbers()[0];

        assertThatThrownBy(() -> GraphCompiler.compile(model, Map.of("x", List.of(first, first)), "y"))
                .hasMessageContaining("its input x has 3 columns for 2 cells");
    }

    @Test
    void cellsOfAnotherTypeAreRefused() {
        ModelProto model = GraphBuilder.numbers(1).node("Identity", "x", "y").build("y");
        Cell.OfText<TestRow> text = row -> row.texts()[0];

        assertThatThrownBy(() -> GraphCompiler.compile(model, Map.of("x", List.of(text)), "y"))
                .hasMessageContaining("its input x is of another type than its cells");
    }
}

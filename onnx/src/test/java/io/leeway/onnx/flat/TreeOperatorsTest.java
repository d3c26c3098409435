package io.leeway.onnx.flat;

import static io.leeway.onnx.flat.GraphBuilder.DOUBLE;
import static io.leeway.onnx.flat.GraphBuilder.FLOAT;
import static io.leeway.onnx.flat.GraphBuilder.INT64;
import static io.leeway.onnx.flat.GraphBuilder.TEXT;
import static io.leeway.onnx.flat.GraphBuilder.integer;
import static io.leeway.onnx.flat.GraphBuilder.integers;
import static io.leeway.onnx.flat.GraphBuilder.number;
import static io.leeway.onnx.flat.GraphBuilder.numbers;
import static io.leeway.onnx.flat.GraphBuilder.text;
import static io.leeway.onnx.flat.GraphBuilder.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ensembles of random trees, compared with ONNX Runtime on made-up rows. */
class TreeOperatorsTest {

    private static final List<String> MODES =
            List.of("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ");

    private static ModelProto regressor(Forest forest, int type, AttributeProto... others) {
        List<AttributeProto> all = new ArrayList<>(List.of(others));
        all.add(integer("n_targets", forest.targets));
        return new GraphBuilder()
                .input("x", type, forest.features)
                .node(
                        "ml:TreeEnsembleRegressor",
                        "x",
                        "y",
                        forest.attributes("target", type == DOUBLE, all.toArray(new AttributeProto[0])))
                .build("y");
    }

    private static ModelProto classifier(Forest forest, int type, AttributeProto... others) {
        List<AttributeProto> all = new ArrayList<>(List.of(others));
        long[] labels = new long[forest.targets];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i;
        }
        all.add(integers("classlabels_int64s", labels));
        return new GraphBuilder()
                .input("x", type, forest.features)
                .node(
                        "ml:TreeEnsembleClassifier",
                        List.of("x"),
                        List.of("label", "y"),
                        forest.attributes("class", type == DOUBLE, all.toArray(new AttributeProto[0])))
                .build("y");
    }

    static Stream<String> modes() {
        return MODES.stream();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void eachComparisonIsMadeAsOnnxRuntimeMakesIt(String mode) throws NotCompilableException {
        for (boolean missing : new boolean[] {false, true}) {
            Forest forest = new Forest(1, 30, 5, List.of(mode), missing, 3, 1, Forest.Leaves.ALL, -0.005);
            OnRuntime.requireSame(regressor(forest, FLOAT));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void comparisonsMayBeMixed(long seed) throws NotCompilableException {
        Forest forest = new Forest(seed, 30, 6, MODES, seed % 2 == 0, 3, 1, Forest.Leaves.ALL, -0.005);
        OnRuntime.requireSame(regressor(forest, FLOAT));
    }

    @ParameterizedTest
    @CsvSource({"SUM,1", "AVERAGE,1", "MIN,1", "MAX,1", "SUM,3", "AVERAGE,3", "MIN,3", "MAX,3"})
    void treesAreAggregated(String function, int targets) throws NotCompilableException {
        for (Forest.Leaves leaves : new Forest.Leaves[] {Forest.Leaves.ALL, Forest.Leaves.ONE_AT_RANDOM}) {
            Forest forest = new Forest(1, 7, 4, List.of("BRANCH_LEQ"), false, 3, targets, leaves, -0.005);
            OnRuntime.requireSame(regressor(forest, FLOAT, text("aggregate_function", function)));
            double[] base = {0.5, -0.25, 1};
            if (targets > 1 && leaves == Forest.Leaves.ONE_AT_RANDOM) {
                continue;
            }
            OnRuntime.requireSame(regressor(
                    forest,
                    FLOAT,
                    text("aggregate_function", function),
                    numbers("base_values", targets == 1 ? new double[] {0.5} : base)));
        }
    }

    @Test
    void aTargetWithoutWeightsStaysZeroInSpiteOfItsBaseValue() throws NotCompilableException {
        double[] base = {0.5, -0.25, 1};
        Forest one = new Forest(1, 7, 4, MODES, false, 3, 3, Forest.Leaves.SECOND, -0.005);
        OnRuntime.requireSame(regressor(one, FLOAT, numbers("base_values", base)));
        Forest some = new Forest(1, 7, 4, MODES, false, 3, 3, Forest.Leaves.ONE_AT_RANDOM, -0.005);
        ModelProto model = regressor(some, FLOAT, numbers("base_values", base));
        assertThatThrownBy(() -> GraphCompiler.compile(model, TestRow.cells(model), "y"))
                .hasMessageContaining("in some leaves of each tree only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO"})
    void regressorsOfEachTransformation(String transform) throws NotCompilableException {
        for (int targets : new int[] {1, 3}) {
            Forest forest = new Forest(2, 30, 4, MODES, true, 3, targets, Forest.Leaves.ALL, -0.005);
            OnRuntime.requireSame(regressor(forest, FLOAT, text("post_transform", transform)));
        }
    }

    @Test
    void doublesAreComparedAsDoubles() throws NotCompilableException {
        Forest forest = new Forest(3, 30, 5, MODES, true, 3, 1, Forest.Leaves.ALL, -0.005);
        OnRuntime.requireSame(regressor(forest, DOUBLE));
        OnRuntime.requireSame(classifier(new Forest(3, 30, 5, MODES, true, 3, 3, Forest.Leaves.ALL, 0.01), DOUBLE));
    }

    @Test
    void wholeNumbersAreComparedAsFloats() throws NotCompilableException {
        OnRuntime.requireSame(classifier(new Forest(3, 30, 5, MODES, true, 3, 3, Forest.Leaves.ALL, 0.01), INT64));
    }

    static Stream<Object[]> classifiers() {
        List<Object[]> cases = new ArrayList<>();
        for (Forest.Leaves leaves : Forest.Leaves.values()) {
            for (String transform : List.of("NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO")) {
                for (double least : new double[] {0.001, -0.005}) {
                    for (int base = 0; base <= 3; base++) {
                        cases.add(new Object[] {leaves, transform, least, base});
                    }
                }
            }
        }
        return cases.stream().map(each -> each.clone());
    }

    // To ONNX Runtime it is a case of its own whether two classes have one set of weights, whether any of those is
    // negative, and how many base values there are.
    @ParameterizedTest
    @MethodSource("classifiers")
    void classifiersOfTwoAndThreeClasses(Forest.Leaves leaves, String transform, double least, int base)
            throws NotCompilableException {
        double[] baseValues = {0.3, -0.2, 0.1};
        for (int classes = 2; classes <= 3; classes++) {
            if (base > classes || classes == 3 && base > 0 && base < 3) {
                continue;
            }
            Forest forest = new Forest(4, 9, 4, List.of("BRANCH_LEQ"), false, 3, classes, leaves, least);
            double[] used = Arrays.copyOf(baseValues, base);
            ModelProto model = base == 0
                    ? classifier(forest, FLOAT, text("post_transform", transform))
                    : classifier(forest, FLOAT, text("post_transform", transform), numbers("base_values", used));
            if (leaves == Forest.Leaves.ONE_AT_RANDOM && classes == 2) {
                assertThatThrownBy(() -> GraphCompiler.compile(model, TestRow.cells(model), "y"))
                        .hasMessageContaining("of its two classes in some leaves of each tree only");
                continue;
            }
            OnRuntime.requireSame(model);
        }
    }

    @Test
    void categoriesAndImputedNumbersReachTrees() throws NotCompilableException {
        Forest forest = new Forest(5, 40, 6, MODES, false, 5, 2, Forest.Leaves.ALL, 0.001);
        ModelProto model = new GraphBuilder()
                .input("x", FLOAT, 2)
                .input("t", TEXT, 1)
                .constant("shape", integers(-1, 3))
                .node(
                        "ml:Imputer",
                        "x",
                        "i",
                        numbers("imputed_value_floats", 0.3, 2),
                        number("replaced_value_float", Double.NaN))
                .node("ml:Scaler", "i", "z", numbers("offset", 0.1, 1), numbers("scale", 1.3, 0.7))
                .node("ml:OneHotEncoder", "t", "o", texts("cats_strings", "UA", "AA", "DL"), integer("zeros", 1))
                .node("Reshape", List.of("o", "shape"), List.of("e"))
                .node("Concat", List.of("z", "e"), List.of("all"), integer("axis", 1))
                .node("ml:Normalizer", "all", "n", text("norm", "L2"))
                .node(
                        "ml:TreeEnsembleClassifier",
                        List.of("n"),
                        List.of("label", "y"),
                        forest.attributes("class", false, texts("classlabels_strings", "no", "yes")))
                .build("y");

        OnRuntime.requireSame(model);
    }

    /** One tree whose nodes are all splits but the last, which is a leaf. */
    private static ModelProto chain(long[] yes, long[] no) {
        int size = yes.length;
        long[] ids = LongStream.range(0, size).toArray();
        String[] modes = new String[size];
        Arrays.fill(modes, "BRANCH_LEQ");
        modes[size - 1] = "LEAF";
        return new GraphBuilder()
                .input("x", FLOAT, 2)
                .node(
                        "ml:TreeEnsembleRegressor",
                        "x",
                        "y",
                        integer("n_targets", 1),
                        integers("nodes_treeids", new long[size]),
                        integers("nodes_nodeids", ids),
                        integers("nodes_featureids", new long[size]),
                        integers("nodes_truenodeids", yes),
                        integers("nodes_falsenodeids", no),
                        texts("nodes_modes", modes),
                        numbers("nodes_values", new double[size]),
                        integers("target_treeids", 0),
                        integers("target_nodeids", size - 1),
                        integers("target_ids", 0),
                        numbers("target_weights", 1))
                .build("y");
    }

    @Test
    void nodesThatAreReachedTwiceAreRefused() {
        OnRuntime.requireRefused(chain(new long[] {1, 0, 0}, new long[] {2, 2, 0}), "a node that two others lead to");
        OnRuntime.requireRefused(chain(new long[] {0, 0}, new long[] {1, 0}), "a node that two others lead to");
        OnRuntime.requireRefused(chain(new long[] {1, 0}, new long[] {1, 0}), "a node that two others lead to");
        OnRuntime.requireRefused(chain(new long[] {7, 0}, new long[] {1, 0}), "names node 7 of tree 0, which it lacks");
    }

    @Test
    void aTreeMayBeDeeperThanTheStack() throws NotCompilableException {
        int splits = 100_000;
        int size = 2 * splits + 1;
        long[] yes = new long[size];
        long[] no = new long[size];
        String[] modes = new String[size];
        double[] thresholds = new double[size];
        for (int i = 0; i < size; i++) {
            boolean split = i < splits;
            modes[i] = split ? "BRANCH_LEQ" : "LEAF";
            thresholds[i] = split ? -i : 0;
            yes[i] = split ? (i + 1 < splits ? i + 1 : 2L * splits) : 0;
            no[i] = split ? splits + i : 0;
        }
        long[] leaves = LongStream.range(splits, size).toArray();
        ModelProto model = new GraphBuilder()
                .input("x", FLOAT, 1)
                .node(
                        "ml:TreeEnsembleRegressor",
                        "x",
                        "y",
                        integer("n_targets", 1),
                        integers("nodes_treeids", new long[size]),
                        integers("nodes_nodeids", LongStream.range(0, size).toArray()),
                        integers("nodes_featureids", new long[size]),
                        integers("nodes_truenodeids", yes),
                        integers("nodes_falsenodeids", no),
                        texts("nodes_modes", modes),
                        numbers("nodes_values", thresholds),
                        integers("target_treeids", new long[leaves.length]),
                        integers("target_nodeids", leaves),
                        integers("target_ids", new long[leaves.length]),
                        numbers(
                                "target_weights",
                                LongStream.range(0, leaves.length)
                                        .asDoubleStream()
                                        .toArray()))
                .build("y");
        FlatGraph<TestRow> flat = GraphCompiler.compile(model, TestRow.cells(model), "y");

        assertThat(flat.score(new TestRow(new double[] {-41.5}, new String[1]), 0))
                .isEqualTo(42);
    }

    @Test
    void treesOverSumsAreRefused() {
        Forest forest = new Forest(5, 3, 3, MODES, false, 2, 1, Forest.Leaves.ALL, 0.001);
        ModelProto model = new GraphBuilder()
                .input("x", FLOAT, 2)
                .constant("w", GraphBuilder.floats(List.of(2L, 2L), 1, 2, 3, 4))
                .node("MatMul", List.of("x", "w"), List.of("s"))
                .node("ml:TreeEnsembleRegressor", "s", "y", forest.attributes("target", false, integer("n_targets", 1)))
                .build("y");

        assertThatThrownBy(() -> GraphCompiler.compile(model, TestRow.cells(model), "y"))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("compares computed numbers");
    }
}

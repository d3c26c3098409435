package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Step.Kind;
import io.leeway.onnx.flat.TreeNodes.Weight;
import io.leeway.onnx.flat.TreeStage.Aggregate;
import io.leeway.onnx.flat.Value.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ensembles of decision trees. */
final class TreeOperators {

    private static final int MOST_TARGETS = 1 << 16;

    private TreeOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "ml:TreeEnsembleClassifier", TreeOperators::classify,
                "ml:TreeEnsembleRegressor", TreeOperators::regress);
    }

    private static List<Scalar> aggregate(
            NodeView node, GraphWalk walk, TreeNodes nodes, Aggregate aggregate, int targets)
            throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        ProgramBuilder program = walk.program();
        List<Scalar> features = columns.scalars();
        if (columns.type() == ElementType.INTEGER) {
            // ONNX Runtime compares whole numbers with thresholds as floats.
            features = program.steps(Step.ROUND, features);
        }
        List<Scalar> known = features;
        Trees trees = TreeFlattener.flatten(node, nodes, feature -> {
            if (feature >= known.size()) {
                throw node.refused("asks for feature " + feature + " of " + known.size());
            }
            if (!RowOperators.exact(known.get(feature))) {
                throw node.refused("compares computed numbers, whose last digits may differ from ONNX Runtime's");
            }
            return program.register(known.get(feature));
        });
        int to = program.allocate(targets);
        program.add(new TreeStage(trees, aggregate, to, targets));
        return ProgramBuilder.range(to, targets, false);
    }

    private static void regress(NodeView node, GraphWalk walk) throws NotCompilableException {
        long targets = node.integer("n_targets", 0);
        if (targets < 1 || targets > MOST_TARGETS) {
            throw node.refused("has " + targets + " targets");
        }
        String function = node.text("aggregate_function", "SUM");
        Aggregate aggregate =
                switch (function) {
                    case "SUM", "AVERAGE" -> Aggregate.SUM;
                    case "MIN" -> Aggregate.MIN;
                    case "MAX" -> Aggregate.MAX;
                    default -> throw node.refused("aggregates by " + function);
                };
        TreeNodes nodes = new TreeNodes(node, "target", (int) targets);
        requireSingleWeights(node, nodes, targets);
        List<Scalar> scores = aggregate(node, walk, nodes, aggregate, (int) targets);
        if (function.equals("AVERAGE")) {
            scores = walk.program().steps(Step.of(Kind.DIVIDE, nodes.roots().size(), false), scores);
        }
        double[] base = node.numbersOrTensor("base_values");
        if (base.length == targets) {
            scores = targets == 1
                    ? added(walk.program(), scores, base)
                    : addedWhereWeighted(node, walk.program(), nodes, scores, base);
        }
        String transform = node.text("post_transform", "NONE");
        if (targets > 1) {
            scores = PostTransforms.several(node, walk.program(), transform, scores);
        } else if (transform.equals("PROBIT")) {
            scores = walk.program().steps(Step.of(Kind.PROBIT, true), scores);
        }
        walk.put(node, 0, Columns.vector(ElementType.FLOAT, scores));
    }

    private static void requireSingleWeights(NodeView node, TreeNodes nodes, long targets)
            throws NotCompilableException {
        for (int i = 0; targets == 1 && i < nodes.size(); i++) {
            if (nodes.weights(i).size() > 1) {
                throw node.refused("has a leaf with several weights for one target");
            }
        }
    }

    private static List<Scalar> added(ProgramBuilder program, List<Scalar> scores, double... base)
            throws NotCompilableException {
        List<Scalar> sums = new ArrayList<>(scores);
        for (int i = 0; i < base.length; i++) {
            sums.set(i, program.step(Step.of(Kind.ADD, base[i], false), scores.get(i)));
        }
        return sums;
    }

    // ONNX Runtime leaves a target at zero that a row gets no weight for, its base value included.
    private static List<Scalar> addedWhereWeighted(
            NodeView node, ProgramBuilder program, TreeNodes nodes, List<Scalar> scores, double[] base)
            throws NotCompilableException {
        List<Share> shares = Share.ofTargets(nodes, base.length);
        List<Scalar> sums = added(program, scores, base);
        for (int i = 0; i < base.length; i++) {
            if (shares.get(i) == Share.SOME) {
                throw node.refused("gives weights to target " + i + " in some leaves of each tree only");
            }
            if (shares.get(i) == Share.NONE) {
                sums.set(i, new Scalar.Constant(0));
            }
        }
        return sums;
    }

    private static void classify(NodeView node, GraphWalk walk) throws NotCompilableException {
        int classes = Math.max(
                node.integers("classlabels_int64s").length,
                node.texts("classlabels_strings").size());
        if (classes < 2 || classes > MOST_TARGETS) {
            throw node.refused("has " + classes + " classes");
        }
        TreeNodes nodes = new TreeNodes(node, "class", classes);
        List<Scalar> scores = aggregate(node, walk, nodes, Aggregate.SUM, classes);
        double[] base = node.numbersOrTensor("base_values");
        if (base.length > classes || classes > 2 && base.length > 0 && base.length < classes) {
            throw node.refused("has " + base.length + " base values for " + classes + " classes");
        }
        String transform = node.text("post_transform", "NONE");
        List<Scalar> probabilities = classes == 2
                ? ofTwo(node, walk.program(), nodes, scores, base, transform)
                : PostTransforms.several(node, walk.program(), transform, added(walk.program(), scores, base));
        walk.put(node, 1, Columns.vector(ElementType.FLOAT, probabilities));
    }

    // ONNX leaves open what two classes with the weights of one mean; this is what ONNX Runtime makes of them.
    private static List<Scalar> ofTwo(
            NodeView node, ProgramBuilder program, TreeNodes nodes, List<Scalar> sums, double[] base, String transform)
            throws NotCompilableException {
        List<Share> shares = Share.ofTargets(nodes, 2);
        Share first = shares.get(0);
        Share second = shares.get(1);
        if (second == Share.SOME || first == Share.SOME && base.length > 0) {
            throw node.refused("gives weights to one of its two classes in some leaves of each tree only");
        }
        List<Scalar> scores = added(program, sums, base);
        if (second == Share.NONE && base.length < 2) {
            return ofOne(node, program, allPositive(nodes), scores.get(0), transform);
        }
        if (second == Share.ALL && base.length == 2) {
            Scalar score = program.step(Step.of(Kind.ADD, base[1], false), sums.get(0));
            scores = PostTransforms.opposite(program, false, score);
        }
        // A class without weights has a score of 0, whatever its base value.
        Scalar nothing = new Scalar.Constant(0);
        scores = List.of(first == Share.NONE ? nothing : scores.get(0), second == Share.NONE ? nothing : scores.get(1));
        return PostTransforms.several(node, program, transform, scores);
    }

    private static List<Scalar> ofOne(
            NodeView node, ProgramBuilder program, boolean allPositive, Scalar score, String transform)
            throws NotCompilableException {
        return switch (transform) {
            case "PROBIT" -> throw node.refused("leaves one of two probabilities open");
            case "LOGISTIC" -> PostTransforms.opposite(program, true, score);
            default ->
                allPositive
                        ? PostTransforms.complement(program, score)
                        : PostTransforms.opposite(program, false, score);
        };
    }

    private static boolean allPositive(TreeNodes nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            for (Weight weight : nodes.weights(i)) {
                if (weight.value() < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}

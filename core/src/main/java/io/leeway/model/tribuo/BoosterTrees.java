package io.leeway.model.tribuo;

import io.leeway.model.MismatchedModelException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import tools.jackson.databind.JsonNode;

/**
 * Reads the trees of Tribuo's XGBoost models, or their linear functions, from XGBoost's own JSON.
 *
 * <p>XGBoost rounds numbers to floats and asks whether one is less than a node's; an absent feature is missing, and each node says where
 * missing ones go. Leaves are added up in floats, tree by tree, to the base score.
 */
final class BoosterTrees {

    private final Model<?> model;
    private final FeaturePlaces places;
    private final TreeDraft draft = new TreeDraft();

    private BoosterTrees(Model<?> model, FeaturePlaces places) {
        this.model = model;
        this.places = places;
    }

    static TreeEnsemble of(Model<?> model, List<String> classes, FeaturePlaces places) throws NotCompilableException {
        return of(BoosterJson.of(model), model, classes, places);
    }

    /**
     * Reads a booster.
     *
     * @param json what XGBoost writes
     * @param model whose numbers of features and classes the booster uses
     */
    static TreeEnsemble of(JsonNode json, Model<?> model, List<String> classes, FeaturePlaces places)
            throws NotCompilableException {
        return new BoosterTrees(model, places).ensemble(json.path("learner"), classes);
    }

    private TreeEnsemble ensemble(JsonNode learner, List<String> classes) throws NotCompilableException {
        JsonNode parameters = learner.path("learner_model_param");
        String objective = learner.path("objective").path("name").asString("");
        TreeAnswer answer = answer(objective, classes.isEmpty());
        int[] targets = targets(classes);
        if (!classes.isEmpty() && BoosterJson.integer(parameters, "num_class") != targets.length) {
            throw new NotCompilableException("its booster has another number of classes");
        }
        double[] base = new double[targets.length];
        Arrays.fill(base, margin(answer, BoosterJson.single(parameters, "base_score")));
        FlatSum flat = flat(learner, targets, base);
        int neutral = places.place(model.getFeatureIDMap(), 0);
        return new TreeEnsemble(flat, places, base, answer, true, neutral);
    }

    private FlatSum flat(JsonNode learner, int[] targets, double[] base) throws NotCompilableException {
        JsonNode booster = learner.path("gradient_booster");
        String name = booster.path("name").asString("");
        switch (name) {
            case "gbtree" -> {
                return trees(booster.path("model"), null, targets);
            }
            // Trees by dropout differ by the weight that each has in the end.
            case "dart" -> {
                return trees(booster.path("gbtree").path("model"), booster, targets);
            }
            case "gblinear" -> {
                int features = BoosterJson.integer(learner.path("learner_model_param"), "num_feature");
                return linear(booster.path("model"), features, targets, base);
            }
            default -> throw new NotCompilableException("its booster is " + name);
        }
    }

    private FlatTrees trees(JsonNode booster, @Nullable JsonNode weighted, int[] targets)
            throws NotCompilableException {
        JsonNode trees = booster.path("trees");
        int[] groups = BoosterJson.integers(booster, "tree_info", trees.size());
        float[] weights = new float[groups.length];
        Arrays.fill(weights, 1);
        if (weighted != null) {
            weights = BoosterJson.singles(weighted, "weight_drop", groups.length);
        }
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] < 0 || groups[i] >= targets.length) {
                throw new NotCompilableException("its tree " + i + " belongs to class " + groups[i]);
            }
            tree(trees.get(i), targets[groups[i]], weights[i]);
        }
        return draft.trees(true);
    }

    /** The weights of all groups for each feature in turn, and their biases at the end. */
    private FlatLinear linear(JsonNode booster, int features, int[] targets, double[] base)
            throws NotCompilableException {
        if (features < 1 || features > model.getFeatureIDMap().size()) {
            throw new NotCompilableException("its booster has weights of " + features + " features");
        }
        int groups = targets.length;
        float[] all = BoosterJson.singles(booster, "weights", (features + 1) * groups);
        int[] registers = new int[features];
        float[][] weights = new float[features][groups];
        for (int i = 0; i < features; i++) {
            registers[i] = places.place(model.getFeatureIDMap(), i);
            for (int k = 0; k < groups; k++) {
                weights[i][targets[k]] = all[i * groups + k];
            }
        }
        for (int k = 0; k < groups; k++) {
            base[targets[k]] = (float) (all[features * groups + k] + base[targets[k]]);
        }
        return new FlatLinear(registers, weights);
    }

    private static TreeAnswer answer(String objective, boolean number) throws NotCompilableException {
        if (!number && objective.equals("multi:softprob")) {
            return TreeAnswer.SOFTMAX;
        }
        if (!number && !objective.isEmpty()) {
            // Tribuo would take the only number of a prediction for the probability of its first class.
            throw new MismatchedModelException(
                    "objective", "multi:softprob, which gives a probability to each class,", objective);
        }
        if (number) {
            switch (objective) {
                case "reg:squarederror", "reg:linear" -> {
                    return TreeAnswer.SUM;
                }
                case "reg:gamma", "reg:tweedie" -> {
                    return TreeAnswer.EXPONENTIAL;
                }
                case "reg:logistic" -> {
                    return TreeAnswer.LOGISTIC;
                }
                default -> {}
            }
        }
        throw new NotCompilableException("its objective is " + objective);
    }

    /** The sum that gives the base score, as XGBoost inverts its objectives' functions. */
    private static float margin(TreeAnswer answer, float score) throws NotCompilableException {
        float margin =
                switch (answer) {
                    case EXPONENTIAL -> (float) Math.log(score);
                    case LOGISTIC -> (float) -Math.log(1f / score - 1f);
                    default -> score;
                };
        if (!Float.isFinite(margin)) {
            throw new NotCompilableException("its base score is " + score);
        }
        return margin;
    }

    /** XGBoost numbers classes as Tribuo does. */
    private int[] targets(List<String> classes) throws NotCompilableException {
        if (classes.isEmpty()) {
            return new int[] {0};
        }
        ImmutableOutputInfo<Label> outputs = model.castModel(Label.class).getOutputIDInfo();
        int[] targets = new int[classes.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = classes.indexOf(outputs.getOutput(i).getLabel());
        }
        return targets;
    }

    private record Open(int node, int place) {}

    /** The columns of a tree, by node. */
    private record Columns(int[] left, int[] right, int[] features, float[] conditions, boolean[] missingIsLeft) {

        static Columns of(JsonNode tree) throws NotCompilableException {
            int size = tree.path("left_children").size();
            for (JsonNode each : tree.path("split_type")) {
                if (each.asInt(-1) != 0) {
                    throw new NotCompilableException("its trees split by sets of categories");
                }
            }
            JsonNode width = tree.path("tree_param").path("size_leaf_vector");
            if (width.asInt(0) > 1) {
                throw new NotCompilableException("its leaves have several values");
            }
            return new Columns(
                    BoosterJson.integers(tree, "left_children", size),
                    BoosterJson.integers(tree, "right_children", size),
                    BoosterJson.integers(tree, "split_indices", size),
                    BoosterJson.singles(tree, "split_conditions", size),
                    BoosterJson.flags(tree, "default_left", size));
        }
    }

    private void tree(JsonNode json, int target, float weight) throws NotCompilableException {
        Columns tree = Columns.of(json);
        ImmutableFeatureMap ids = model.getFeatureIDMap();
        boolean[] visited = new boolean[tree.left.length];
        Deque<Open> open = new ArrayDeque<>();
        open.add(new Open(0, draft.root(target)));
        while (!open.isEmpty()) {
            Open next = open.remove();
            int node = next.node;
            if (node < 0 || node >= visited.length || visited[node]) {
                throw new NotCompilableException("the nodes of a tree form none");
            }
            visited[node] = true;
            if (tree.left[node] == -1) {
                draft.leaf(next.place, weight * tree.conditions[node]);
                continue;
            }
            int register = places.place(ids, tree.features[node]);
            double condition = tree.conditions[node];
            if (tree.missingIsLeft[node]) {
                // Not less than a float is greater than the double before it.
                int first = draft.split(next.place, register, Math.nextDown(condition));
                open.add(new Open(tree.left[node], first));
                open.add(new Open(tree.right[node], first + 1));
            } else {
                int first = draft.split(next.place, places.size() + register, -condition);
                open.add(new Open(tree.right[node], first));
                open.add(new Open(tree.left[node], first + 1));
            }
        }
    }
}

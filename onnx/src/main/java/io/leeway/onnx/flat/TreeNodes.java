package io.leeway.onnx.flat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes and weights of a tree ensemble as its attributes list them, checked. */
final class TreeNodes {

    /** A split or a leaf; {@code yes} and {@code no} are the places of its children. */
    record TreeNode(Mode mode, int feature, double threshold, boolean missingIsYes, int yes, int no) {}

    /** What a leaf adds to a target. */
    record Weight(int target, double value) {}

    enum Mode {
        BRANCH_LEQ,
        BRANCH_LT,
        BRANCH_GTE,
        BRANCH_GT,
        BRANCH_EQ,
        BRANCH_NEQ,
        LEAF
    }

    private record Id(long tree, long node) {}

    private final List<TreeNode> nodes = new ArrayList<>();
    private final List<List<Weight>> weights = new ArrayList<>();
    private final List<Integer> roots = new ArrayList<>();

    /**
     * Reads the attributes.
     *
     * @param kind {@code class} or {@code target}, with which the attributes of the weights start
     */
    TreeNodes(NodeView node, String kind, int targets) throws NotCompilableException {
        Map<Id, Integer> places = readNodes(node);
        readWeights(node, kind, targets, places);
        for (int i = 0; i < nodes.size(); i++) {
            if ((nodes.get(i).mode == Mode.LEAF) == weights.get(i).isEmpty()) {
                throw node.refused("has a leaf without a weight, or a split with one");
            }
        }
    }

    private Map<Id, Integer> readNodes(NodeView node) throws NotCompilableException {
        long[] trees = node.integers("nodes_treeids");
        long[] ids = node.integers("nodes_nodeids");
        long[] features = node.integers("nodes_featureids");
        long[] yes = node.integers("nodes_truenodeids");
        long[] no = node.integers("nodes_falsenodeids");
        double[] thresholds = node.numbersOrTensor("nodes_values");
        List<String> modes = node.texts("nodes_modes");
        long[] missing = node.integers("nodes_missing_value_tracks_true");
        requireLength(node, trees.length, ids.length, features.length, yes.length, no.length, thresholds.length);
        requireLength(node, trees.length, modes.size(), missing.length == 0 ? trees.length : missing.length);
        Map<Id, Integer> places = places(node, trees, ids);
        for (int i = 0; i < trees.length; i++) {
            Mode mode = mode(node, modes.get(i));
            boolean leaf = mode == Mode.LEAF;
            if (!leaf && Double.isNaN(thresholds[i])) {
                throw node.refused("compares with a threshold that is not a number");
            }
            nodes.add(new TreeNode(
                    mode,
                    leaf ? 0 : feature(node, features[i]),
                    thresholds[i],
                    missing.length > 0 && missing[i] == 1,
                    leaf ? 0 : place(node, places, new Id(trees[i], yes[i])),
                    leaf ? 0 : place(node, places, new Id(trees[i], no[i]))));
            weights.add(Collections.emptyList());
            if (i == 0 || trees[i] != trees[i - 1]) {
                roots.add(i);
            }
        }
        return places;
    }

    private static Map<Id, Integer> places(NodeView node, long[] trees, long[] ids) throws NotCompilableException {
        Map<Id, Integer> places = new HashMap<>();
        for (int i = 0; i < trees.length; i++) {
            if (places.put(new Id(trees[i], ids[i]), i) != null) {
                throw node.refused("has two nodes " + ids[i] + " in tree " + trees[i]);
            }
        }
        if (places.isEmpty()) {
            throw node.refused("has no nodes");
        }
        return places;
    }

    private static Mode mode(NodeView node, String name) throws NotCompilableException {
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw node.refused("has nodes of mode " + name);
    }

    private static int feature(NodeView node, long feature) throws NotCompilableException {
        if (feature < 0 || feature > Integer.MAX_VALUE) {
            throw node.refused("asks for feature " + feature);
        }
        return (int) feature;
    }

    private static int place(NodeView node, Map<Id, Integer> places, Id id) throws NotCompilableException {
        Integer place = places.get(id);
        if (place == null) {
            throw node.refused("names node " + id.node + " of tree " + id.tree + ", which it lacks");
        }
        return place;
    }

    private void readWeights(NodeView node, String kind, int targets, Map<Id, Integer> places)
            throws NotCompilableException {
        long[] trees = node.integers(kind + "_treeids");
        long[] ids = node.integers(kind + "_nodeids");
        long[] goals = node.integers(kind + "_ids");
        double[] values = node.numbersOrTensor(kind + "_weights");
        requireLength(node, trees.length, ids.length, goals.length, values.length);
        for (int i = 0; i < trees.length; i++) {
            int place = place(node, places, new Id(trees[i], ids[i]));
            if (goals[i] < 0 || goals[i] >= targets || Double.isNaN(values[i])) {
                throw node.refused("gives " + values[i] + " to target " + goals[i] + " of " + targets);
            }
            if (nodes.get(place).mode == Mode.LEAF) {
                if (weights.get(place).isEmpty()) {
                    weights.set(place, new ArrayList<>(1));
                }
                weights.get(place).add(new Weight((int) goals[i], values[i]));
            }
        }
    }

    private static void requireLength(NodeView node, int length, int... others) throws NotCompilableException {
        for (int other : others) {
            if (other != length) {
                throw node.refused("has lists of nodes of different lengths");
            }
        }
    }

    List<Integer> roots() {
        return roots;
    }

    int size() {
        return nodes.size();
    }

    TreeNode node(int place) {
        return nodes.get(place);
    }

    List<Weight> weights(int place) {
        return weights.get(place);
    }
}

package io.leeway.onnx.flat;

import io.leeway.onnx.flat.TreeNodes.TreeNode;
import io.leeway.onnx.flat.TreeNodes.Weight;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/** Lays trees out so that the child for "yes" follows its node, and brings all comparisons into the form "is at most". */
final class TreeFlattener {

    private final NodeView operator;
    private final TreeNodes nodes;
    private final Features features;
    private final BitSet visited = new BitSet();
    private final List<Integer> roots = new ArrayList<>();
    private final List<Integer> leafStarts = new ArrayList<>(List.of(0));
    private final List<Weight> weights = new ArrayList<>();
    private final int[] links;
    private final double[] thresholds;
    private final boolean[] missingIsYes;
    private int size;

    /** Says which register holds a feature. */
    @FunctionalInterface
    interface Features {
        int register(int feature) throws NotCompilableException;
    }

    /** A node to lay out and the node whose "no" leads there, or -1. */
    private record Pending(int place, int parent) {}

    private TreeFlattener(NodeView operator, TreeNodes nodes, Features features) {
        this.operator = operator;
        this.nodes = nodes;
        this.features = features;
        // A test for equality takes two nodes.
        int most = 2 * nodes.size();
        this.links = new int[2 * most];
        this.thresholds = new double[most];
        this.missingIsYes = new boolean[most];
    }

    static Trees flatten(NodeView operator, TreeNodes nodes, Features features) throws NotCompilableException {
        TreeFlattener flattener = new TreeFlattener(operator, nodes, features);
        for (int root : nodes.roots()) {
            flattener.layOut(root);
        }
        return flattener.trees();
    }

    private void layOut(int root) throws NotCompilableException {
        roots.add(size);
        Deque<Pending> pending = new ArrayDeque<>();
        pending.push(new Pending(root, -1));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            if (visited.get(next.place)) {
                throw operator.refused("has a node that two others lead to");
            }
            visited.set(next.place);
            if (next.parent >= 0) {
                links[2 * next.parent + 1] = size;
            }
            TreeNode node = nodes.node(next.place);
            switch (node.mode()) {
                case LEAF -> leaf(next.place);
                case BRANCH_EQ -> equal(node, node.missingIsYes(), node.yes(), node.no(), pending);
                // Unequal is equal with the children swapped, and a missing number is unequal to everything.
                case BRANCH_NEQ -> equal(node, false, node.no(), node.yes(), pending);
                default -> compare(node, pending);
            }
        }
    }

    private void leaf(int place) {
        links[2 * size] = -leafStarts.size();
        thresholds[size++] = nodes.weights(place).get(0).value();
        weights.addAll(nodes.weights(place));
        leafStarts.add(weights.size());
    }

    // "Less than" is "at most the next smaller number". "Greater" is "at most" with the children swapped, and missing
    // numbers then take the other way too.
    private void compare(TreeNode node, Deque<Pending> pending) throws NotCompilableException {
        double threshold =
                switch (node.mode()) {
                    case BRANCH_LT, BRANCH_GTE -> below(node.threshold());
                    default -> node.threshold();
                };
        boolean swapped =
                switch (node.mode()) {
                    case BRANCH_GT, BRANCH_GTE -> true;
                    default -> false;
                };
        int at = split(node, threshold, node.missingIsYes() != swapped);
        pending.push(new Pending(swapped ? node.yes() : node.no(), at));
        pending.push(new Pending(swapped ? node.no() : node.yes(), -1));
    }

    // "Equal" is "at most, and not less": the nodes share their other child, which follows the second.
    private void equal(TreeNode node, boolean missing, int yes, int no, Deque<Pending> pending)
            throws NotCompilableException {
        int atMost = split(node, node.threshold(), missing);
        int less = split(node, below(node.threshold()), false);
        pending.push(new Pending(yes, less));
        pending.push(new Pending(no, atMost));
    }

    private int split(TreeNode node, double threshold, boolean missing) throws NotCompilableException {
        links[2 * size] = features.register(node.feature());
        thresholds[size] = threshold;
        missingIsYes[size] = missing;
        return size++;
    }

    // Nothing is less than minus infinity, and nothing is at most NaN.
    private static double below(double threshold) {
        return threshold == Double.NEGATIVE_INFINITY ? Double.NaN : Math.nextDown(threshold);
    }

    private Trees trees() {
        boolean any = false;
        for (int i = 0; i < size; i++) {
            any |= missingIsYes[i];
        }
        return new Trees(
                Arrays.copyOf(links, 2 * size),
                Arrays.copyOf(thresholds, size),
                any ? Arrays.copyOf(missingIsYes, size) : new boolean[0],
                roots.stream().mapToInt(Integer::intValue).toArray(),
                leafStarts.stream().mapToInt(Integer::intValue).toArray(),
                weights.stream().mapToInt(Weight::target).toArray(),
                weights.stream().mapToDouble(Weight::value).toArray());
    }
}

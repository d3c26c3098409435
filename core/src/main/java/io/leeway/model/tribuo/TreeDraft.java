package io.leeway.model.tribuo;

import java.util.Arrays;

/**
 * Collects the nodes of trees and lays them out as {@link FlatTrees}. Whoever reads a model walks its trees by a queue of its own, so that no
 * depth is too deep; the number of nodes is limited, so that a model whose nodes form no tree comes to an end.
 */
final class TreeDraft {

    /** 64 MiB of arrays: forty times a forest of 100 trees with 500 leaves. */
    static final int MOST_NODES = 1 << 22;

    private static final int MOST_VALUES = 1 << 23;

    private int[] links = new int[256];
    private double[] thresholds = new double[128];
    private int nodes;
    private int[] roots = new int[16];
    private int[] targets = new int[16];
    private int trees;
    private double[] values = new double[0];
    private int valueCount;

    /**
     * Begins a tree.
     *
     * @param target the sum that its leaves add to, where they have one value only
     * @return the place of its root, which must be described next
     */
    int root(int target) throws NotCompilableException {
        if (trees == roots.length) {
            roots = Arrays.copyOf(roots, 2 * trees);
            targets = Arrays.copyOf(targets, 2 * trees);
        }
        int place = allocate(1);
        roots[trees] = place;
        targets[trees++] = target;
        return place;
    }

    private int allocate(int count) throws NotCompilableException {
        if (nodes + count > MOST_NODES) {
            throw new NotCompilableException("its trees have more than " + MOST_NODES + " nodes");
        }
        if (nodes + count > thresholds.length) {
            thresholds = Arrays.copyOf(thresholds, 2 * thresholds.length);
            links = Arrays.copyOf(links, 2 * links.length);
        }
        int place = nodes;
        nodes += count;
        return place;
    }

    /**
     * Makes a node of a place that was allocated.
     *
     * @return the place of its first child, where the register is at most the threshold; the second follows it
     */
    int split(int place, int register, double threshold) throws NotCompilableException {
        requireFinite(threshold);
        int first = allocate(2);
        links[2 * place] = register;
        links[2 * place + 1] = first;
        thresholds[place] = threshold;
        return first;
    }

    /** Makes a leaf of a place, with one value. */
    void leaf(int place, double value) throws NotCompilableException {
        requireFinite(value);
        links[2 * place] = FlatTrees.LEAF;
        thresholds[place] = value;
    }

    /** Makes a leaf of a place, with a value for each sum. */
    void leaf(int place, double[] each) throws NotCompilableException {
        if (valueCount + each.length > MOST_VALUES) {
            throw new NotCompilableException("its leaves have more than " + MOST_VALUES + " values");
        }
        if (valueCount + each.length > values.length) {
            values = Arrays.copyOf(values, Math.max(valueCount + each.length, 2 * values.length));
        }
        links[2 * place] = FlatTrees.LEAF;
        links[2 * place + 1] = valueCount;
        for (double value : each) {
            requireFinite(value);
            values[valueCount++] = value;
        }
    }

    private static void requireFinite(double value) throws NotCompilableException {
        if (!Double.isFinite(value)) {
            throw new NotCompilableException("its trees contain the number " + value);
        }
    }

    FlatTrees trees(boolean singlePrecision) {
        return new FlatTrees(
                Arrays.copyOf(links, 2 * nodes),
                Arrays.copyOf(thresholds, nodes),
                Arrays.copyOf(roots, trees),
                Arrays.copyOf(targets, trees),
                Arrays.copyOf(values, valueCount),
                singlePrecision);
    }
}

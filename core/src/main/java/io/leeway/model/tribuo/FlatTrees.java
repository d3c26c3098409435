package io.leeway.model.tribuo;

/**
 * Decision trees in flat arrays. Every node asks whether a register is above its threshold: if so, its second child follows, else its first;
 * the two lie side by side. Immutable.
 *
 * <p>All comparisons of Tribuo and XGBoost are brought into this form by {@link TreeDraft}, so that walking down is one tight loop without
 * a branch that depends on the row.
 */
final class FlatTrees implements FlatSum {

    /** Stands for the register of a leaf. */
    static final int LEAF = -1;

    /** Of node i: at 2i its register or {@link #LEAF}; at 2i + 1 its first child, or where a leaf's values begin. */
    private final int[] links;

    /** Of each node its threshold; of each leaf its value, where it has one only. */
    private final double[] thresholds;

    private final int[] roots;

    /** Of each tree, which sum its leaves' only value adds to. */
    private final int[] targets;

    /** The values of the leaves that have several, one for each sum. */
    private final double[] values;

    /** Whether sums are rounded to a float after each tree, as XGBoost does. */
    private final boolean singlePrecision;

    FlatTrees(int[] links, double[] thresholds, int[] roots, int[] targets, double[] values, boolean singlePrecision) {
        this.links = links;
        this.thresholds = thresholds;
        this.roots = roots;
        this.targets = targets;
        this.values = values;
        this.singlePrecision = singlePrecision;
    }

    int nodes() {
        return thresholds.length;
    }

    /** Returns the register that a node asks, or {@link #LEAF}. */
    int register(int node) {
        return links[2 * node];
    }

    double threshold(int node) {
        return thresholds[node];
    }

    private int leaf(int root, double[] x) {
        int node = root;
        int register = links[2 * node];
        while (register >= 0) {
            node = links[2 * node + 1] + (x[register] > thresholds[node] ? 1 : 0);
            register = links[2 * node];
        }
        return node;
    }

    /** Adds each tree's values to the sums. */
    @Override
    public void add(double[] x, double[] sums) {
        if (singlePrecision) {
            addInSinglePrecision(x, sums);
            return;
        }
        if (values.length == 0) {
            for (int tree = 0; tree < roots.length; tree++) {
                sums[targets[tree]] += thresholds[leaf(roots[tree], x)];
            }
            return;
        }
        for (int root : roots) {
            int from = links[2 * leaf(root, x) + 1];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[from + i];
            }
        }
    }

    /** Tree by tree, so that a tree stays in the cache for all rows; four rows go down side by side, because a step waits for memory. */
    @Override
    public void add(double[][] x, double[][] sums, int rows) {
        for (int tree = 0; tree < roots.length; tree++) {
            int root = roots[tree];
            int target = targets[tree];
            int row = 0;
            for (; row + 4 <= rows; row += 4) {
                addFour(root, target, x, sums, row);
            }
            for (; row < rows; row++) {
                addLeaf(leaf(root, x[row]), target, sums[row]);
            }
        }
    }

    private void addFour(int root, int target, double[][] x, double[][] sums, int row) {
        double[] x0 = x[row];
        double[] x1 = x[row + 1];
        double[] x2 = x[row + 2];
        double[] x3 = x[row + 3];
        int node0 = root;
        int node1 = root;
        int node2 = root;
        int node3 = root;
        int register0 = links[2 * root];
        int register1 = register0;
        int register2 = register0;
        int register3 = register0;
        // Until all have come to a leaf, whose register is negative.
        while ((register0 & register1 & register2 & register3) >= 0) {
            if (register0 >= 0) {
                node0 = links[2 * node0 + 1] + (x0[register0] > thresholds[node0] ? 1 : 0);
                register0 = links[2 * node0];
            }
            if (register1 >= 0) {
                node1 = links[2 * node1 + 1] + (x1[register1] > thresholds[node1] ? 1 : 0);
                register1 = links[2 * node1];
            }
            if (register2 >= 0) {
                node2 = links[2 * node2 + 1] + (x2[register2] > thresholds[node2] ? 1 : 0);
                register2 = links[2 * node2];
            }
            if (register3 >= 0) {
                node3 = links[2 * node3 + 1] + (x3[register3] > thresholds[node3] ? 1 : 0);
                register3 = links[2 * node3];
            }
        }
        addLeaf(node0, target, sums[row]);
        addLeaf(node1, target, sums[row + 1]);
        addLeaf(node2, target, sums[row + 2]);
        addLeaf(node3, target, sums[row + 3]);
    }

    private void addLeaf(int leaf, int target, double[] sums) {
        if (singlePrecision) {
            sums[target] = (float) (sums[target] + thresholds[leaf]);
        } else if (values.length == 0) {
            sums[target] += thresholds[leaf];
        } else {
            int from = links[2 * leaf + 1];
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[from + i];
            }
        }
    }

    private void addInSinglePrecision(double[] x, double[] sums) {
        for (int tree = 0; tree < roots.length; tree++) {
            int target = targets[tree];
            sums[target] = (float) (sums[target] + thresholds[leaf(roots[tree], x)]);
        }
    }
}

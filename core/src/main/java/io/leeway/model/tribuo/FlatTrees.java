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

    private void addInSinglePrecision(double[] x, double[] sums) {
        for (int tree = 0; tree < roots.length; tree++) {
            int target = targets[tree];
            sums[target] = (float) (sums[target] + thresholds[leaf(roots[tree], x)]);
        }
    }
}

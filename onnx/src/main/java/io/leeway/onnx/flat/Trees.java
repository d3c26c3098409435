package io.leeway.onnx.flat;

/**
 * Decision trees in flat arrays. Every node asks whether a register is at most its threshold; if so, the next node follows, else the
 * one that it names. Immutable.
 *
 * <p>All comparisons of ONNX are brought into this form when a model is compiled, so that walking down is one tight loop.
 */
final class Trees {

    /** Of node i: at 2i its register, or -1 less its leaf's number; at 2i + 1 the node that follows where the answer is no. */
    private final int[] links;

    /** Of each node its threshold, of each leaf the first of its weights. */
    private final double[] thresholds;

    /** Of each node, whether a missing number counts as at most the threshold; empty where none does. */
    private final boolean[] missingIsYes;

    private final int[] roots;
    private final int[] leafStarts;
    private final int[] targets;
    private final double[] weights;

    /**
     * Keeps the arrays.
     *
     * @param leafStarts of each leaf, where its weights start, and at last their number
     * @param targets of each weight, which score it adds to
     */
    Trees(
            int[] links,
            double[] thresholds,
            boolean[] missingIsYes,
            int[] roots,
            int[] leafStarts,
            int[] targets,
            double[] weights) {
        this.links = links;
        this.thresholds = thresholds;
        this.missingIsYes = missingIsYes;
        this.roots = roots;
        this.leafStarts = leafStarts;
        this.targets = targets;
        this.weights = weights;
    }

    int count() {
        return roots.length;
    }

    private int leaf(int root, double[] x) {
        return missingIsYes.length == 0 ? leafOfNumbers(root, x) : leafOfAny(root, x);
    }

    private int leafOfNumbers(int root, double[] x) {
        int node = root;
        int register = links[2 * node];
        while (register >= 0) {
            node = x[register] <= thresholds[node] ? node + 1 : links[2 * node + 1];
            register = links[2 * node];
        }
        return node;
    }

    private int leafOfAny(int root, double[] x) {
        int node = root;
        int register = links[2 * node];
        while (register >= 0) {
            double value = x[register];
            boolean yes = value <= thresholds[node] || Double.isNaN(value) && missingIsYes[node];
            node = yes ? node + 1 : links[2 * node + 1];
            register = links[2 * node];
        }
        return node;
    }

    /** Adds up the trees' first weights. */
    double sum(double[] x) {
        double sum = 0;
        if (missingIsYes.length == 0) {
            for (int root : roots) {
                sum += thresholds[leafOfNumbers(root, x)];
            }
        } else {
            for (int root : roots) {
                sum += thresholds[leafOfAny(root, x)];
            }
        }
        return sum;
    }

    /** Adds each tree's weights to their targets, from register {@code to} on. */
    void addTo(double[] x, int to) {
        for (int root : roots) {
            int leaf = -1 - links[2 * leaf(root, x)];
            for (int i = leafStarts[leaf]; i < leafStarts[leaf + 1]; i++) {
                x[to + targets[i]] += weights[i];
            }
        }
    }

    /** Keeps the least or greatest weight of each target, from register {@code to} on, where NaN stands for none yet. */
    void keep(boolean greatest, double[] x, int to) {
        for (int root : roots) {
            int leaf = -1 - links[2 * leaf(root, x)];
            for (int i = leafStarts[leaf]; i < leafStarts[leaf + 1]; i++) {
                int register = to + targets[i];
                double kept = x[register];
                double weight = weights[i];
                if (Double.isNaN(kept) || (greatest ? weight > kept : weight < kept)) {
                    x[register] = weight;
                }
            }
        }
    }
}

package io.leeway.monitoring.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A regression tree of at most 31 leaves of at least 20 rows, grown where the squared error shrinks most. */
final class LossTree {
    private static final int LEAVES = 31;
    private static final int LEAST_ROWS = 20;

    /** For each inner node the feature; -1 for a leaf. */
    private final int[] feature = new int[2 * LEAVES - 1];

    /** The largest value that goes left; the value of a leaf. Missing values go left. */
    private final double[] value = new double[2 * LEAVES - 1];

    /** The left child; the right one follows it. */
    private final int[] left = new int[2 * LEAVES - 1];

    private LossTree() {
        Arrays.fill(feature, -1);
    }

    double value(double[] row) {
        int node = 0;
        while (feature[node] >= 0) {
            node = row[feature[node]] > value[node] ? left[node] + 1 : left[node];
        }
        return value[node];
    }

    /** Grows a tree whose leaves hold means times a rate, and adds these to {@code fitted}. */
    static LossTree grow(HistogramBins bins, double[] residuals, double rate, double[] fitted) {
        LossTree tree = new LossTree();
        int[] all = new int[bins.rows()];
        Arrays.setAll(all, row -> row);
        List<Leaf> leaves = new ArrayList<>();
        leaves.add(new Leaf(0, all, bins, residuals, null, null));
        int nodes = 1;
        while (leaves.size() < LEAVES) {
            Leaf best = leaves.get(0);
            for (Leaf leaf : leaves) {
                best = leaf.gain > best.gain ? leaf : best;
            }
            if (!(best.gain > 0)) {
                break;
            }
            tree.feature[best.node] = best.feature;
            tree.value[best.node] = bins.limit(best.feature, best.bin);
            tree.left[best.node] = nodes;
            leaves.remove(best);
            leaves.addAll(best.split(nodes, bins, residuals));
            nodes += 2;
        }
        for (Leaf leaf : leaves) {
            double mean = rate * leaf.sum / leaf.rows.length;
            tree.value[leaf.node] = mean;
            for (int row : leaf.rows) {
                fitted[row] += mean;
            }
        }
        return tree;
    }

    /** A leaf with its histogram and its best split. */
    private static final class Leaf {
        final int node;
        final int[] rows;
        final double sum;
        /** For each feature and bin the sum of residuals and the number of rows. */
        final double[] sums;

        final int[] counts;
        int feature;
        int bin;
        double gain;

        /** Counts the rows, or subtracts a sibling's counts from the parent's. */
        Leaf(
                int node,
                int[] rows,
                HistogramBins bins,
                double[] residuals,
                @Nullable Leaf parent,
                @Nullable Leaf sibling) {
            this.node = node;
            this.rows = rows;
            sums = new double[bins.features() * HistogramBins.BINS];
            counts = new int[sums.length];
            double total = 0;
            for (int row : rows) {
                total += residuals[row];
            }
            sum = total;
            if (parent != null && sibling != null) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] = parent.sums[i] - sibling.sums[i];
                    counts[i] = parent.counts[i] - sibling.counts[i];
                }
            } else {
                for (int f = 0; f < bins.features(); f++) {
                    short[] column = bins.column(f);
                    for (int row : rows) {
                        int at = f * HistogramBins.BINS + column[row];
                        sums[at] += residuals[row];
                        counts[at]++;
                    }
                }
            }
            findSplit(bins.features());
        }

        private void findSplit(int features) {
            double whole = sum * sum / rows.length;
            for (int f = 0; f < features; f++) {
                double leftSum = 0;
                int leftRows = 0;
                for (int b = 0; b < HistogramBins.BINS - 1; b++) {
                    int at = f * HistogramBins.BINS + b;
                    leftSum += sums[at];
                    leftRows += counts[at];
                    int rightRows = rows.length - leftRows;
                    if (counts[at] == 0 || leftRows < LEAST_ROWS || rightRows < LEAST_ROWS) {
                        continue;
                    }
                    double rightSum = sum - leftSum;
                    double better = leftSum * leftSum / leftRows + rightSum * rightSum / rightRows - whole;
                    if (better > gain) {
                        gain = better;
                        feature = f;
                        bin = b;
                    }
                }
            }
        }

        List<Leaf> split(int firstNode, HistogramBins bins, double[] residuals) {
            short[] column = bins.column(feature);
            int[] low = new int[rows.length];
            int[] high = new int[rows.length];
            int lowCount = 0;
            int highCount = 0;
            for (int row : rows) {
                if (column[row] <= bin) {
                    low[lowCount++] = row;
                } else {
                    high[highCount++] = row;
                }
            }
            int[] lowRows = Arrays.copyOf(low, lowCount);
            int[] highRows = Arrays.copyOf(high, highCount);
            // The rows of the smaller side are counted, those of the other follow from the parent's.
            if (lowCount < highCount) {
                Leaf few = new Leaf(firstNode, lowRows, bins, residuals, null, null);
                return List.of(few, new Leaf(firstNode + 1, highRows, bins, residuals, this, few));
            }
            Leaf few = new Leaf(firstNode + 1, highRows, bins, residuals, null, null);
            return List.of(new Leaf(firstNode, lowRows, bins, residuals, this, few), few);
        }
    }
}

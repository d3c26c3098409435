package io.leeway.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import org.tribuo.common.tree.AbstractTrainingNode;
import org.tribuo.common.tree.Node;

/** How one tree grows: each node is divided where that explains most. */
final class TreeGrowth<T extends Output<T>> {

    /** What is explained beyond this share of the node's squared error is more than rounding. */
    private static final double ROUNDING = 1e-10;

    private final BinnedColumns columns;
    private final Targets<T> targets;
    private final int tried;
    private final double leafWeight;
    private final int[] features;
    private final double[] histogram;
    private final double[] left;
    private final double[] right;

    /**
     * Begins a tree.
     *
     * @param tried how many features that vary among a node's rows are tried for its split
     */
    TreeGrowth(BinnedColumns columns, Targets<T> targets, int tried, double leafWeight) {
        this.columns = columns;
        this.targets = targets;
        this.tried = tried;
        this.leafWeight = leafWeight;
        this.features = new int[columns.bins().length];
        for (int i = 0; i < features.length; i++) {
            features[i] = i;
        }
        this.histogram = new double[BinnedColumns.MOST_BINS * targets.width()];
        this.left = new double[targets.width()];
        this.right = new double[targets.width()];
    }

    AbstractTrainingNode<T> root(int[] rows, AbstractTrainingNode.LeafDeterminer determiner) {
        return new GrowingNode(rows, 0, determiner);
    }

    /** Where a node is divided: rows whose bin is at most this one go to the left. */
    private record Split(int feature, int bin, double gain) {}

    private double[] sums(int[] rows) {
        double[] sums = new double[targets.width()];
        for (int row : rows) {
            targets.add(row, sums, 0);
        }
        return sums;
    }

    private @Nullable Split best(int[] rows, double[] sums, double enough, SplittableRandom random) {
        Split best = null;
        int varying = 0;
        for (int i = 0; i < features.length && varying < tried; i++) {
            int drawn = i + random.nextInt(features.length - i);
            int feature = features[drawn];
            features[drawn] = features[i];
            features[i] = feature;
            if (!varies(feature, rows)) {
                continue;
            }
            varying++;
            Split split = best(feature, rows, sums);
            if (split != null && split.gain() > (best == null ? enough : best.gain())) {
                best = split;
            }
        }
        return best;
    }

    private boolean varies(int feature, int[] rows) {
        if (columns.count(feature) == 1) {
            return false;
        }
        byte[] bins = columns.bins()[feature];
        byte first = bins[rows[0]];
        for (int row : rows) {
            if (bins[row] != first) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Split best(int feature, int[] rows, double[] sums) {
        int width = targets.width();
        int bins = columns.count(feature);
        Arrays.fill(histogram, 0, bins * width, 0.0);
        for (int row : rows) {
            targets.add(row, histogram, columns.bin(feature, row) * width);
        }
        Arrays.fill(left, 0.0);
        double whole = targets.fit(sums, 0);
        Split best = null;
        for (int bin = 0; bin < bins - 1; bin++) {
            for (int k = 0; k < width; k++) {
                left[k] += histogram[bin * width + k];
                right[k] = sums[k] - left[k];
            }
            if (targets.weight(left, 0) < leafWeight || targets.weight(right, 0) < leafWeight) {
                continue;
            }
            double gain = targets.fit(left, 0) + targets.fit(right, 0) - whole;
            if (best == null || gain > best.gain()) {
                best = new Split(feature, bin, gain);
            }
        }
        return best;
    }

    /** A node of the growing tree, which becomes one of Tribuo's. Never written by Java's serialisation, which Tribuo's type allows. */
    @SuppressWarnings("serial")
    private final class GrowingNode extends AbstractTrainingNode<T> {
        private final double[] sums;
        private final double squaredError;
        private int[] rows;

        GrowingNode(int[] rows, int depth, LeafDeterminer determiner) {
            super(depth, rows.length, determiner);
            this.rows = rows;
            this.sums = sums(rows);
            this.squaredError = Math.max(0.0, targets.square(rows) - targets.fit(sums, 0));
        }

        @Override
        public List<AbstractTrainingNode<T>> buildTree(int[] allFeatures, SplittableRandom random, boolean atRandom) {
            Split best = best(rows, sums, ROUNDING * squaredError, random);
            if (best == null) {
                return List.of();
            }
            int[] below = new int[rows.length];
            int[] above = new int[rows.length];
            int lower = 0;
            int higher = 0;
            for (int row : rows) {
                if (columns.bin(best.feature(), row) <= best.bin()) {
                    below[lower++] = row;
                } else {
                    above[higher++] = row;
                }
            }
            GrowingNode first = new GrowingNode(Arrays.copyOf(below, lower), depth + 1, leafDeterminer);
            GrowingNode second = new GrowingNode(Arrays.copyOf(above, higher), depth + 1, leafDeterminer);
            rows = new int[0];
            split = true;
            splitID = best.feature();
            splitValue = columns.bounds()[best.feature()][best.bin()];
            lessThanOrEqual = first;
            greaterThan = second;
            return List.of(first, second);
        }

        @Override
        public Node<T> convertTree() {
            return split ? createSplitNode() : targets.leaf(sums, getImpurity());
        }

        @Override
        public float getWeightSum() {
            return (float) targets.weight(sums, 0);
        }

        @Override
        public double getImpurity() {
            return squaredError / targets.weight(sums, 0);
        }
    }
}

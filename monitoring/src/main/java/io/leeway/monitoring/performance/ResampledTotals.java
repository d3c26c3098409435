package io.leeway.monitoring.performance;

import java.util.Arrays;

/** The totals of a sample in which each block of rows counts as many times as it was drawn. */
interface ResampledTotals {
    /** Fills {@code totals} (of {@link Totals#length}) for the given number of draws of each block. */
    void fill(int[] draws, double[] totals);

    /**
     * Chooses by cost: with few blocks the pairs between blocks are counted once, and a resample costs blocks squared;
     * with many, a resample walks the sorted rows.
     */
    static ResampledTotals of(
            double[] probability, boolean[] actual, int[] block, int blocks, double threshold, int bins) {
        return (long) blocks * blocks <= 4L * probability.length
                ? new PairedBlocks(probability, actual, block, blocks, threshold, bins)
                : new SortedRows(probability, actual, block, threshold, bins);
    }

    /** The rows in ascending order of probability, {@code -0.0} being equal to {@code 0.0}. */
    static int[] order(double[] probability) {
        double[] sorted = new double[probability.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = probability[i] + 0.0;
        }
        Arrays.sort(sorted);
        // Rows of equal probability fill the places that follow its first one, in the order of the rows.
        int[] taken = new int[sorted.length];
        int[] order = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            int first = first(sorted, probability[i]);
            order[first + taken[first]++] = i;
        }
        return order;
    }

    private static int first(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Totals of each block and, for the area under the curve, the concordant pairs between any two blocks. */
    final class PairedBlocks implements ResampledTotals {
        private final int length;
        private final int blocks;
        private final double[] totals;
        /** At {@code a * blocks + b}: twice the pairs of a positive row of block a above a negative one of block b. */
        private final double[] pairs;

        PairedBlocks(double[] probability, boolean[] actual, int[] block, int blocks, double threshold, int bins) {
            this.length = Totals.length(bins);
            this.blocks = blocks;
            this.totals = new double[blocks * length];
            this.pairs = new double[blocks * blocks];
            for (int i = 0; i < probability.length; i++) {
                double p = probability[i];
                Totals.add(totals, block[i] * length, bins, threshold, p, actual[i], Totals.loss(p, actual[i]));
            }
            countPairs(probability, actual, block);
        }

        private void countPairs(double[] probability, boolean[] actual, int[] block) {
            int[] order = order(probability);
            double[] negatives = new double[blocks];
            int start = 0;
            while (start < order.length) {
                int end = start;
                double p = probability[order[start]];
                while (end < order.length && probability[order[end]] == p) {
                    end++;
                }
                // Positives of a tie see its negatives once before and once after these are counted: half a pair each.
                addPositives(order, start, end, actual, block, negatives);
                for (int i = start; i < end; i++) {
                    if (!actual[order[i]]) {
                        negatives[block[order[i]]]++;
                    }
                }
                addPositives(order, start, end, actual, block, negatives);
                start = end;
            }
        }

        private void addPositives(int[] order, int start, int end, boolean[] actual, int[] block, double[] negatives) {
            for (int i = start; i < end; i++) {
                if (actual[order[i]]) {
                    int row = block[order[i]] * blocks;
                    for (int b = 0; b < blocks; b++) {
                        pairs[row + b] += negatives[b];
                    }
                }
            }
        }

        @Override
        public void fill(int[] draws, double[] out) {
            Arrays.fill(out, 0);
            double concordant = 0;
            for (int a = 0; a < blocks; a++) {
                int weight = draws[a];
                if (weight == 0) {
                    continue;
                }
                for (int k = 0; k < length; k++) {
                    out[k] += weight * totals[a * length + k];
                }
                double sum = 0;
                for (int b = 0; b < blocks; b++) {
                    sum += draws[b] * pairs[a * blocks + b];
                }
                concordant += weight * sum;
            }
            out[Totals.TWICE_CONCORDANT] = concordant;
        }
    }

    /** The rows in order of probability; each resample is one walk over them. */
    final class SortedRows implements ResampledTotals {
        private final int bins;
        private final double threshold;
        private final double[] probability;
        private final boolean[] actual;
        private final double[] loss;
        private final int[] block;

        SortedRows(double[] probability, boolean[] actual, int[] block, double threshold, int bins) {
            int n = probability.length;
            this.bins = bins;
            this.threshold = threshold;
            this.probability = new double[n];
            this.actual = new boolean[n];
            this.loss = new double[n];
            this.block = new int[n];
            int[] order = order(probability);
            for (int i = 0; i < n; i++) {
                int row = order[i];
                this.probability[i] = probability[row];
                this.actual[i] = actual[row];
                this.loss[i] = Totals.loss(probability[row], actual[row]);
                this.block[i] = block[row];
            }
        }

        @Override
        public void fill(int[] draws, double[] out) {
            Arrays.fill(out, 0);
            double negativesBelow = 0;
            int start = 0;
            while (start < probability.length) {
                double p = probability[start];
                double loss = 0;
                long positives = 0;
                long negatives = 0;
                int i = start;
                for (; i < probability.length && probability[i] == p; i++) {
                    int weight = draws[block[i]];
                    loss += weight * this.loss[i];
                    if (actual[i]) {
                        positives += weight;
                    } else {
                        negatives += weight;
                    }
                }
                addTie(out, p, positives, negatives, loss);
                out[Totals.TWICE_CONCORDANT] += positives * (2 * negativesBelow + negatives);
                negativesBelow += negatives;
                start = i;
            }
        }

        private void addTie(double[] out, double p, long positives, long negatives, double loss) {
            out[Totals.ROWS] += positives + negatives;
            out[Totals.POSITIVES] += positives;
            out[Totals.LOSS] += loss;
            out[Totals.SQUARES] += positives * (p - 1) * (p - 1) + negatives * p * p;
            out[Totals.PROBABILITY] += (positives + negatives) * p;
            if (p >= threshold) {
                out[Totals.TRUE_POSITIVES] += positives;
                out[Totals.FALSE_POSITIVES] += negatives;
            }
            out[Totals.BINS + Totals.bin(p, bins)] += positives * (p - 1) + negatives * p;
        }
    }
}

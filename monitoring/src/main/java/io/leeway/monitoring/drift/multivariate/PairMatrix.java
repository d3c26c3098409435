package io.leeway.monitoring.drift.multivariate;

/** One number for each pair of rows, and their sums within a group of rows, within the other rows, and between the two. */
final class PairMatrix {

    private final double[] values;
    private final int size;
    private final double[] rowSums;
    private final double total;

    /** Values of the pairs (0, 1), (0, 2), ..., (1, 2), ... */
    PairMatrix(double[] values, int size) {
        this.values = values;
        this.size = size;
        this.rowSums = new double[size];
        double sum = 0;
        int at = 0;
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                double value = values[at++];
                rowSums[i] += value;
                rowSums[j] += value;
                sum += value;
            }
        }
        this.total = sum;
    }

    int size() {
        return size;
    }

    double meanOfAll() {
        return total / values.length;
    }

    /** Sums over pairs, each pair once. */
    record Sums(double within, double outside, double between) {}

    /** The sums for a group of rows, given in ascending order. */
    Sums sums(int[] group) {
        double within = 0;
        double ofRows = 0;
        for (int a = 0; a < group.length; a++) {
            int i = group[a];
            ofRows += rowSums[i];
            int beforeRow = i * (2 * size - i - 1) / 2 - i - 1;
            for (int b = a + 1; b < group.length; b++) {
                within += values[beforeRow + group[b]];
            }
        }
        double between = ofRows - 2 * within;
        return new Sums(within, total - within - between, between);
    }
}

package io.leeway.monitoring.performance;

import java.util.Arrays;

/** The features of rows as numbers of bins: up to 255 a feature, of about equal counts; missing values are in bin 0. */
final class HistogramBins {
    static final int BINS = 256;

    /** For each feature the limits of its bins: a value is in bin b + 1 if it is at most limit b and above limit b - 1. */
    private final double[][] limits;

    private final short[][] bin;

    HistogramBins(double[][] rows) {
        int features = rows[0].length;
        limits = new double[features][];
        bin = new short[features][rows.length];
        for (int f = 0; f < features; f++) {
            int feature = f;
            double[] sorted = Arrays.stream(rows)
                    .mapToDouble(row -> row[feature])
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            limits[f] = limits(sorted);
            for (int row = 0; row < rows.length; row++) {
                bin[f][row] = (short) binOf(f, rows[row][f]);
            }
        }
    }

    int features() {
        return bin.length;
    }

    int rows() {
        return bin[0].length;
    }

    /** The bin of each row. */
    short[] column(int feature) {
        return bin[feature];
    }

    /** The largest value of a bin; for bin 0 negative infinity, so that only missing values are below. */
    double limit(int feature, int bin) {
        return bin == 0 ? Double.NEGATIVE_INFINITY : limits[feature][bin - 1];
    }

    private int binOf(int feature, double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int at = Arrays.binarySearch(limits[feature], value);
        return at >= 0 ? at + 1 : -at;
    }

    private static double[] limits(double[] sorted) {
        double[] limits = new double[BINS - 1];
        int count = 0;
        int start = 0;
        while (start < sorted.length) {
            // What is left is spread over the bins that are left; equal values stay together.
            int end = start + Math.max(1, (sorted.length - start) / (BINS - 1 - count));
            while (end < sorted.length && sorted[end] == sorted[end - 1]) {
                end++;
            }
            limits[count++] = end == sorted.length ? Double.POSITIVE_INFINITY : (sorted[end - 1] + sorted[end]) / 2;
            start = end;
        }
        return Arrays.copyOf(limits, count);
    }
}

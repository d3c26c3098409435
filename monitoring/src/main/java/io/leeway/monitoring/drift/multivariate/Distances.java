package io.leeway.monitoring.drift.multivariate;

import java.util.Arrays;

/** Euclidean distances between rows, and kernels of them. */
final class Distances {

    private Distances() {}

    static double squared(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            double difference = x[k] - y[k];
            sum += difference * difference;
        }
        return sum;
    }

    /** Of all pairs of rows: (0, 1), (0, 2), ..., (1, 2), ... */
    static double[] squared(double[][] rows) {
        double[] distances = new double[rows.length * (rows.length - 1) / 2];
        int at = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = i + 1; j < rows.length; j++) {
                distances[at++] = squared(rows[i], rows[j]);
            }
        }
        return distances;
    }

    /**
     * The median heuristic of Gretton et al. (2012): the lower median of the squared distances, which is twice the square of the kernel's bandwidth.
     * Where most distances are 0 it is their mean, and 1 where all are.
     */
    static double scale(double[] squaredDistances) {
        double[] sorted = squaredDistances.clone();
        Arrays.sort(sorted);
        double median = sorted[(sorted.length - 1) / 2];
        if (median > 0) {
            return median;
        }
        double mean = Arrays.stream(sorted).sum() / sorted.length;
        return mean > 0 ? mean : 1;
    }
}

package io.leeway.monitoring.drift.multivariate;

import java.util.function.ToDoubleFunction;

/** Scores a row by how much nearer it is to the mean of current rows, the least that a domain classifier can do. */
final class NearestMean implements DomainClassifier {

    @Override
    public ToDoubleFunction<double[]> fit(double[][] rows, boolean[] current, long seed) {
        double[] before = mean(rows, current, false);
        double[] now = mean(rows, current, true);
        return row -> Distances.squared(row, before) - Distances.squared(row, now);
    }

    private static double[] mean(double[][] rows, boolean[] current, boolean wanted) {
        double[] mean = new double[rows[0].length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (current[i] == wanted) {
                count++;
                for (int k = 0; k < mean.length; k++) {
                    mean[k] += (rows[i][k] - mean[k]) / count;
                }
            }
        }
        return mean;
    }
}

package io.leeway.monitoring.drift.multivariate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The principal components of rows, and how well they reconstruct others. */
final class PrincipalComponents {

    /** Errors this small are of rounding. */
    private static final double ROUNDING = 1e-9;

    private final double[] means;
    private final double[][] components;

    private PrincipalComponents(double[] means, double[][] components) {
        this.means = means;
        this.components = components;
    }

    /** As few components as explain more than a share of the variance. */
    static PrincipalComponents of(Encoder.Rows rows, int count, int width, double share) {
        double[] means = new double[width];
        for (int i = 0; i < count; i++) {
            double[] row = rows.row(i);
            for (int k = 0; k < width; k++) {
                means[k] += row[k] / count;
            }
        }
        EigenDecomposition eigen =
                new EigenDecomposition(new Array2DRowRealMatrix(covariance(rows, count, means), false));
        double[] variances = eigen.getRealEigenvalues();
        double total = 0;
        for (double variance : variances) {
            total += variance;
        }
        int needed = 0;
        double explained = 0;
        while (needed < width && total > 0 && explained <= share * total) {
            explained += variances[needed++];
        }
        double[][] components = new double[needed][];
        for (int c = 0; c < needed; c++) {
            components[c] = eigen.getEigenvector(c).toArray();
        }
        return new PrincipalComponents(means, components);
    }

    private static double[][] covariance(Encoder.Rows rows, int count, double[] means) {
        int width = means.length;
        double[][] covariance = new double[width][width];
        for (int i = 0; i < count; i++) {
            double[] row = centred(rows.row(i), means);
            for (int k = 0; k < width; k++) {
                double share = row[k] / count;
                for (int l = 0; l <= k; l++) {
                    covariance[k][l] += share * row[l];
                }
            }
        }
        for (int k = 0; k < width; k++) {
            for (int l = 0; l < k; l++) {
                covariance[l][k] = covariance[k][l];
            }
        }
        return covariance;
    }

    private static double[] centred(double[] row, double[] means) {
        double[] centred = new double[row.length];
        for (int k = 0; k < row.length; k++) {
            centred[k] = row[k] - means[k];
        }
        return centred;
    }

    /** The Euclidean distance between a row and its reconstruction. */
    double error(double[] row) {
        double[] centred = centred(row, means);
        double[] residual = centred.clone();
        for (double[] component : components) {
            double score = 0;
            for (int k = 0; k < row.length; k++) {
                score += component[k] * centred[k];
            }
            for (int k = 0; k < row.length; k++) {
                residual[k] -= score * component[k];
            }
        }
        double squares = 0;
        for (double each : residual) {
            squares += each * each;
        }
        double error = Math.sqrt(squares);
        return error < ROUNDING ? 0 : error;
    }
}

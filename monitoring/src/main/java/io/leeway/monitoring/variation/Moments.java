package io.leeway.monitoring.variation;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Sums and sums of products of the columns of a {@link Design}, and the least squares that follow from them. */
final class Moments {
    /** Added to each column's variance, so that columns that follow from others have a solution (ridge regression). */
    private static final double RIDGE = 1e-4;

    private final int width;
    private final double[] sums;
    private final double[][] products;
    private long rows;

    Moments(int width) {
        this.width = width;
        this.sums = new double[width];
        this.products = new double[width][width];
    }

    void add(double[] row) {
        rows++;
        for (int i = 0; i < width; i++) {
            double value = row[i];
            if (value != 0) {
                sums[i] += value;
                double[] ofColumn = products[i];
                for (int j = 0; j <= i; j++) {
                    ofColumn[j] += value * row[j];
                }
            }
        }
    }

    /** The sums of all rows but those of a part. */
    Moments without(Moments part) {
        Moments rest = new Moments(width);
        rest.rows = rows - part.rows;
        for (int i = 0; i < width; i++) {
            rest.sums[i] = sums[i] - part.sums[i];
            for (int j = 0; j <= i; j++) {
                rest.products[i][j] = products[i][j] - part.products[i][j];
            }
        }
        return rest;
    }

    void addAll(Moments part) {
        rows += part.rows;
        for (int i = 0; i < width; i++) {
            sums[i] += part.sums[i];
            for (int j = 0; j <= i; j++) {
                products[i][j] += part.products[i][j];
            }
        }
    }

    /**
     * Least squares of each feature's first columns on the columns of all other features. Of the inverse P of the covariances, the
     * residuals of the columns A of a feature are inverse(P[A, A]) P[A, all] (x - mean): one inversion serves all features.
     */
    Predictions predictions(Design design) {
        double[] means = new double[width];
        double[][] covariances = new double[width][width];
        for (int i = 0; i < width; i++) {
            means[i] = sums[i] / rows;
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                covariances[i][j] = products[i][j] / rows - means[i] * means[j] + (i == j ? RIDGE : 0);
                covariances[j][i] = covariances[i][j];
            }
        }
        RealMatrix precision = new CholeskyDecomposition(new Array2DRowRealMatrix(covariances, false), 1e-6, 1e-14)
                .getSolver()
                .getInverse();
        double[][][] weights = new double[design.parts().size()][][];
        for (int f = 0; f < weights.length; f++) {
            Design.Part part = design.parts().get(f);
            int last = part.first() + part.size() - 1;
            RealMatrix own = precision.getSubMatrix(part.first(), last, part.first(), last);
            RealMatrix all = precision.getSubMatrix(part.first(), last, 0, width - 1);
            double[][] residuals = new LUDecomposition(own)
                    .getSolver()
                    .getInverse()
                    .multiply(all)
                    .getData();
            weights[f] = part.isNumber() ? new double[][] {residuals[0]} : residuals;
        }
        return new Predictions(design, means, weights);
    }
}

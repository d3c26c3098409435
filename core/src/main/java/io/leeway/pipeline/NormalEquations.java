package io.leeway.pipeline;

import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * The equations of penalised least squares with an intercept, factorised once for any number of responses.
 *
 * <p>Columns are scaled to a mean square of 1, and those that every row has are centred, so that neither the unit of a feature nor a large
 * mean costs digits. A penalty of {@value #TINY} of a column's own weight makes the matrix positive definite whatever the rank; two steps of
 * refinement against the rows (Riley 1955, iterated Tikhonov regularisation) then take its effect away wherever the rows decide, and
 * leave the least weights where they do not. What is left of the unpenalised solution after refinement is of the order of
 * {@code (TINY / eigenvalue)^3}.
 */
final class NormalEquations {

    /** More would take more than 128 MiB and minutes. */
    static final int MAX_FEATURES = 4_000;

    private static final double TINY = 1e-10;
    private static final int REFINEMENTS = 2;

    /** A column whose spread is less than this share of its values is a constant, but for rounding. */
    private static final double CONSTANT = 1e-13;

    private final int[][] columns;
    private final double[][] values;
    private final double[] rowWeights;
    private final double[] shift;
    private final double[] scale;
    private final double[] penalties;
    private final double[][] factor;
    private final double totalWeight;

    private NormalEquations(int[][] columns, double[][] values, double[] rowWeights, int features, double penalty) {
        this.columns = columns;
        this.values = values;
        this.rowWeights = rowWeights;
        this.shift = new double[features];
        this.scale = new double[features];
        this.penalties = new double[features];
        double total = 0;
        for (double each : rowWeights) {
            total += each;
        }
        this.totalWeight = total;
        standardise();
        for (int j = 0; j < features; j++) {
            penalties[j] = penalty / (scale[j] * scale[j]);
        }
        this.factor = cholesky(gram());
    }

    static NormalEquations of(Dataset<?> examples, ImmutableFeatureMap features, double penalty) {
        if (features.size() > MAX_FEATURES) {
            throw new IllegalArgumentException("it has " + features.size()
                    + " features, categories included, and least squares takes " + MAX_FEATURES
                    + " at most: leave out or group the feature with most categories, or train a forest");
        }
        int rows = examples.size();
        int[][] columns = new int[rows][];
        double[][] values = new double[rows][];
        double[] weights = new double[rows];
        int row = 0;
        for (Example<?> each : examples) {
            SparseVector vector = vector(each, features);
            columns[row] = new int[vector.numActiveElements()];
            values[row] = new double[vector.numActiveElements()];
            int place = 0;
            for (VectorTuple cell : vector) {
                columns[row][place] = cell.index;
                values[row][place++] = cell.value;
            }
            weights[row++] = each.getWeight();
        }
        return new NormalEquations(columns, values, weights, features.size(), penalty);
    }

    private static SparseVector vector(Example<?> example, ImmutableFeatureMap features) {
        return SparseVector.createSparseVector(example, features, false);
    }

    /** Shifts and scales the values in place. */
    private void standardise() {
        int features = shift.length;
        int[] present = new int[features];
        for (int i = 0; i < columns.length; i++) {
            for (int k = 0; k < columns[i].length; k++) {
                present[columns[i][k]]++;
                shift[columns[i][k]] += rowWeights[i] * values[i][k];
            }
        }
        for (int j = 0; j < features; j++) {
            shift[j] = present[j] == columns.length ? shift[j] / totalWeight : 0;
        }
        for (int i = 0; i < columns.length; i++) {
            for (int k = 0; k < columns[i].length; k++) {
                double centred = values[i][k] - shift[columns[i][k]];
                values[i][k] = centred;
                scale[columns[i][k]] += rowWeights[i] * centred * centred;
            }
        }
        for (int j = 0; j < features; j++) {
            scale[j] = Math.sqrt(scale[j] / totalWeight);
            if (!(scale[j] > CONSTANT * Math.abs(shift[j]))) {
                // Nothing to learn from; a scale without end gives the weight 0.
                scale[j] = Double.POSITIVE_INFINITY;
            }
        }
        for (int i = 0; i < columns.length; i++) {
            for (int k = 0; k < columns[i].length; k++) {
                values[i][k] /= scale[columns[i][k]];
            }
        }
    }

    /** The lower triangle; the intercept comes last. */
    private double[][] gram() {
        int intercept = shift.length;
        double[][] gram = new double[intercept + 1][];
        for (int j = 0; j <= intercept; j++) {
            gram[j] = new double[j + 1];
        }
        for (int i = 0; i < columns.length; i++) {
            int[] column = columns[i];
            double[] value = values[i];
            for (int k = 0; k < column.length; k++) {
                double weighted = rowWeights[i] * value[k];
                // A row's columns ascend, as in every sparse vector of Tribuo.
                for (int l = 0; l <= k; l++) {
                    gram[column[k]][column[l]] += weighted * value[l];
                }
                gram[intercept][column[k]] += weighted;
            }
        }
        for (int j = 0; j < intercept; j++) {
            gram[j][j] += Double.isInfinite(scale[j]) ? totalWeight : penalties[j] + TINY * totalWeight;
        }
        gram[intercept][intercept] = totalWeight;
        return gram;
    }

    /** Replaces a lower triangle by its Cholesky factor. */
    private static double[][] cholesky(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            double[] row = lower[i];
            for (int j = 0; j <= i; j++) {
                double[] other = lower[j];
                double sum = row[j];
                for (int k = 0; k < j; k++) {
                    sum -= row[k] * other[k];
                }
                if (j < i) {
                    row[j] = sum / other[j];
                } else if (sum > 0) {
                    row[i] = Math.sqrt(sum);
                } else {
                    throw new IllegalStateException("the equations of least squares lost all their digits");
                }
            }
        }
        return lower;
    }

    /**
     * Solves for one response.
     *
     * @return the weight of each feature in its own unit and, last, the intercept
     */
    double[] solve(double[] response) {
        int intercept = shift.length;
        double mean = 0;
        for (int i = 0; i < response.length; i++) {
            mean += rowWeights[i] * response[i];
        }
        mean /= totalWeight;
        double[] solution = new double[intercept + 1];
        for (int step = 0; step <= REFINEMENTS; step++) {
            double[] correction = backSubstitute(gradient(response, mean, solution));
            for (int j = 0; j <= intercept; j++) {
                solution[j] += correction[j];
            }
        }
        double bias = mean + solution[intercept];
        for (int j = 0; j < intercept; j++) {
            solution[j] /= scale[j];
            bias -= solution[j] * shift[j];
        }
        solution[intercept] = bias;
        return solution;
    }

    /** How steeply the penalised sum of squares falls from here, halved. */
    private double[] gradient(double[] response, double mean, double[] solution) {
        int intercept = shift.length;
        double[] gradient = new double[intercept + 1];
        for (int i = 0; i < columns.length; i++) {
            double residual = response[i] - mean - solution[intercept];
            for (int k = 0; k < columns[i].length; k++) {
                residual -= values[i][k] * solution[columns[i][k]];
            }
            residual *= rowWeights[i];
            for (int k = 0; k < columns[i].length; k++) {
                gradient[columns[i][k]] += residual * values[i][k];
            }
            gradient[intercept] += residual;
        }
        for (int j = 0; j < intercept; j++) {
            gradient[j] -= penalties[j] * solution[j];
        }
        return gradient;
    }

    private double[] backSubstitute(double[] right) {
        double[] x = right.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= factor[i][k] * x[k];
            }
            x[i] /= factor[i][i];
        }
        for (int i = x.length - 1; i >= 0; i--) {
            x[i] /= factor[i][i];
            for (int k = 0; k < i; k++) {
                x[k] -= factor[i][k] * x[i];
            }
        }
        return x;
    }
}

package io.leeway.monitoring.variation;

import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * How far the vectors of blocks lie from their mean, and how far a further vector may lie from it.
 *
 * <p>The squared distance of a window from the blocks' mean, divided by the blocks' sample variance, is compared with Fisher's distribution.
 * Its first degrees of freedom are the sample variance divided by its part in the direction of the largest: of all sums of squares with that
 * largest part, theirs has the heaviest tail (Székely and Bakirov 2003), so that the p-value is not too small where effects are normal.
 */
final class Scatter {
    private final double[] mean;
    private final double[][] blocks;
    private final double variance;
    private final double rows;
    private final double noise;

    /** Directions that the blocks vary in, as if evenly. */
    final double dimensions;

    /** Sum of the products of neighbours, divided by the sum of squares. */
    final double neighbours;

    /**
     * @param blocks a vector each, at least two
     * @param blockRows rows of each
     * @param noise expected squared length of the vector of one independent row
     */
    Scatter(List<double[]> blocks, double[] blockRows, double noise) {
        int count = blocks.size();
        this.noise = noise;
        this.mean = new double[blocks.get(0).length];
        for (double[] block : blocks) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += block[i] / count;
            }
        }
        this.blocks = new double[count][];
        double reciprocals = 0;
        for (int b = 0; b < count; b++) {
            this.blocks[b] = minus(blocks.get(b), mean);
            reciprocals += 1 / blockRows[b];
        }
        this.rows = count / reciprocals;
        double[][] products = products(this.blocks);
        double squares = 0;
        double next = 0;
        for (int b = 0; b < count; b++) {
            squares += products[b][b];
            next += b > 0 ? products[b][b - 1] : 0;
        }
        this.variance = squares / (count - 1);
        this.neighbours = squares == 0 ? 0 : next / squares;
        this.dimensions =
                squares == 0 ? 1 : Math.max(1, squares / largest(count <= mean.length ? products : moments()));
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[][] products(double[][] vectors) {
        double[][] products = new double[vectors.length][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = product(vectors[i], vectors[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** The sums of the products of coordinates, which have the same eigenvalues as the products of blocks. */
    private double[][] moments() {
        double[][] moments = new double[mean.length][mean.length];
        for (double[] block : blocks) {
            for (int i = 0; i < mean.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    moments[i][j] += block[i] * block[j];
                }
            }
        }
        return moments;
    }

    private static double largest(double[][] products) {
        double largest = 0;
        for (double each : new EigenDecomposition(new Array2DRowRealMatrix(products, false)).getRealEigenvalues()) {
            largest = Math.max(largest, each);
        }
        return largest;
    }

    int size() {
        return blocks.length;
    }

    /** The squared distance of a window from the reference, divided by the one that is expected of a window like the blocks. */
    double ratio(double[] window, double windowRows, Dependence dependence) {
        double[] off = minus(window, mean);
        double ofBlocks = Math.max(variance, noise / rows);
        double ofWindow = ofBlocks + noise * Math.max(0, 1 / windowRows - 1 / rows);
        return product(off, off) / (ofWindow * dependence.inflation());
    }

    /** The probability of a ratio at least as large. */
    double pValue(double ratio, Dependence dependence) {
        return FDistribution.of(dimensions, dimensions * dependence.degrees()).survivalProbability(ratio);
    }
}

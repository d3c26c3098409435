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
    /** The variance of the square root of a share of one row, but for few rows (Anscombe 1948). */
    static final double NOISE_OF_SHARE = 0.25;

    /** The largest variance that may be judged alone, in parts of that of the noise. */
    private static final double STEADY = 1.3;

    /** What is believed of the normal distribution: effects as heavy as Student's with 4 degrees still keep the budget (simulated). */
    private static final double TAIL_DEGREES = 18;

    private static final double STEADY_DEGREES = 10;

    /** The part of the level that the distance has; the most unusual steady coordinate has the rest. */
    private static final double OF_DISTANCE = 0.65;

    private final double[] mean;
    private final double[][] blocks;
    private final double variance;
    private final double rows;
    private final double noise;
    private final double[] variances;
    private final boolean[] steady;

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
        this.variances = variances();
        this.steady = steady();
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

    private double[] variances() {
        double[] sums = new double[mean.length];
        for (double[] block : blocks) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += block[i] * block[i] / (blocks.length - 1);
            }
        }
        return sums;
    }

    /**
     * The coordinates that may be judged alone: those in which the blocks differ by little more than the noise of their rows. What blocks
     * have effects on may be too skewed for a tail that far out.
     */
    private boolean[] steady() {
        boolean[] found = new boolean[mean.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = variances[i] <= STEADY * NOISE_OF_SHARE / rows;
        }
        return found;
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
        return product(off, off) / (expected(variance, noise, windowRows) * dependence.inflation());
    }

    /** What is expected of a window: what the blocks vary by, at least the noise of as many rows, and what fewer rows add to it. */
    private double expected(double ofBlocks, double ofRow, double windowRows) {
        return Math.max(ofBlocks, ofRow / rows) + ofRow * Math.max(0, 1 / windowRows - 1 / rows);
    }

    /** The window's distance alone, by Fisher's distribution. */
    Judgement judge(double[] window, double windowRows, Dependence dependence) {
        double ratio = ratio(window, windowRows, dependence);
        return new Judgement(ratio, probability(ratio, dimensions * dependence.degrees()));
    }

    private double probability(double ratio, double degrees) {
        return FDistribution.of(dimensions, degrees).survivalProbability(ratio);
    }

    /**
     * The probability of a window at least as far off: that of its distance or that of its most unusual steady coordinate, whichever is less
     * for its part of the level. Both tails are heavier than those of normal effects.
     */
    Judgement judgeWithBins(double[] window, double windowRows, Dependence dependence) {
        double ratio = ratio(window, windowRows, dependence);
        double degrees = 1 / Math.hypot(1 / (dimensions * dependence.degrees()), 1 / TAIL_DEGREES);
        double most = 0;
        for (int i = 0; i < mean.length; i++) {
            if (steady[i]) {
                double off = window[i] - mean[i];
                most = Math.max(most, off * off / expected(variances[i], NOISE_OF_SHARE, windowRows));
            }
        }
        double one = FDistribution.of(1, Math.min(STEADY_DEGREES, dependence.degrees()))
                .survivalProbability(most / dependence.inflation());
        double least = Math.min(probability(ratio, degrees) / OF_DISTANCE, mean.length * one / (1 - OF_DISTANCE));
        return new Judgement(ratio, Math.min(1, least));
    }

    /** Whether a window has nearly as many rows as a block, so that it may be ranked among them. */
    boolean isAlike(double windowRows) {
        return windowRows >= 0.8 * rows;
    }

    /**
     * The conformal p-value (Vovk, Gammerman and Shafer 2005): the rank of the window's distance from the mean of all, itself included,
     * among the distances of the blocks. Holds for effects of any shape if the order of blocks and window does not matter.
     */
    double rank(double[] window) {
        int all = blocks.length + 1;
        double[] off = minus(window, mean);
        double[] shift = new double[off.length];
        for (int i = 0; i < off.length; i++) {
            shift[i] = off[i] / all;
        }
        double[] ofWindow = minus(off, shift);
        double distance = product(ofWindow, ofWindow);
        int atLeast = 1;
        for (double[] block : blocks) {
            double[] ofBlock = minus(block, shift);
            atLeast += product(ofBlock, ofBlock) >= distance ? 1 : 0;
        }
        return (double) atLeast / all;
    }
}

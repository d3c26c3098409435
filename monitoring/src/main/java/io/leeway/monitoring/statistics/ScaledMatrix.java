package io.leeway.monitoring.statistics;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** A square matrix times a power of two, so that its powers neither overflow nor vanish. */
final class ScaledMatrix {

    /** The binary exponent that is taken out at once. */
    static final int STEP = 128;

    static final double LARGE = 0x1p128;
    static final double SMALL = 0x1p-128;

    private final RealMatrix elements;
    private final int exponent;

    private ScaledMatrix(RealMatrix elements, int exponent) {
        this.elements = elements;
        this.exponent = exponent;
    }

    /** Durbin's matrix for a statistic of (k - h) / n. */
    static ScaledMatrix durbin(int k, double h) {
        int size = 2 * k - 1;
        double[][] a = new double[size][size];
        double[] inverseFactorial = new double[size + 1];
        inverseFactorial[0] = 1;
        for (int i = 1; i <= size; i++) {
            inverseFactorial[i] = inverseFactorial[i - 1] / i;
        }
        for (int row = 0; row < size; row++) {
            for (int column = 1; column <= Math.min(size - 1, row + 1); column++) {
                a[row][column] = inverseFactorial[row - column + 1];
            }
        }
        for (int i = 0; i < size; i++) {
            double edge = (1 - Math.pow(h, i + 1)) * inverseFactorial[i + 1];
            a[i][0] = edge;
            a[size - 1][size - 1 - i] = edge;
        }
        double corner = 1 - 2 * Math.pow(h, size) + Math.pow(Math.max(0, 2 * h - 1), size);
        a[size - 1][0] = corner * inverseFactorial[size];
        return new ScaledMatrix(new Array2DRowRealMatrix(a, false), 0);
    }

    double element(int row, int column) {
        return elements.getEntry(row, column);
    }

    int exponent() {
        return exponent;
    }

    /** The matrix to the power of n, at least 1. */
    ScaledMatrix power(int n) {
        if (n == 1) {
            return this;
        }
        ScaledMatrix half = power(n / 2);
        ScaledMatrix even = half.times(half);
        return n % 2 == 0 ? even : even.times(this);
    }

    private ScaledMatrix times(ScaledMatrix other) {
        RealMatrix product = elements.multiply(other.elements);
        int middle = product.getRowDimension() / 2;
        return product.getEntry(middle, middle) <= LARGE
                ? new ScaledMatrix(product, exponent + other.exponent)
                : new ScaledMatrix(product.scalarMultiply(SMALL), exponent + other.exponent + STEP);
    }
}

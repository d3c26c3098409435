package io.leeway.monitoring.drift;

/** A square matrix times a power of two, so that its powers neither overflow nor vanish. */
final class ScaledMatrix {

    /** The binary exponent that is taken out at once. */
    static final int STEP = 128;

    static final double LARGE = 0x1p128;
    static final double SMALL = 0x1p-128;

    private final double[] elements;
    private final int size;
    private final int exponent;

    private ScaledMatrix(double[] elements, int size, int exponent) {
        this.elements = elements;
        this.size = size;
        this.exponent = exponent;
    }

    /** Durbin's matrix for a statistic of (k - h) / n. */
    static ScaledMatrix durbin(int k, double h) {
        int size = 2 * k - 1;
        double[] a = new double[size * size];
        double[] inverseFactorial = new double[size + 1];
        inverseFactorial[0] = 1;
        for (int i = 1; i <= size; i++) {
            inverseFactorial[i] = inverseFactorial[i - 1] / i;
        }
        for (int row = 0; row < size; row++) {
            for (int column = 1; column <= Math.min(size - 1, row + 1); column++) {
                a[row * size + column] = inverseFactorial[row - column + 1];
            }
        }
        for (int i = 0; i < size; i++) {
            double edge = (1 - Math.pow(h, i + 1)) * inverseFactorial[i + 1];
            a[i * size] = edge;
            a[(size - 1) * size + size - 1 - i] = edge;
        }
        double corner = 1 - 2 * Math.pow(h, size) + Math.pow(Math.max(0, 2 * h - 1), size);
        a[(size - 1) * size] = corner * inverseFactorial[size];
        return new ScaledMatrix(a, size, 0);
    }

    double element(int row, int column) {
        return elements[row * size + column];
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
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double factor = elements[i * size + k];
                for (int j = 0; j < size; j++) {
                    product[i * size + j] += factor * other.elements[k * size + j];
                }
            }
        }
        return new ScaledMatrix(product, size, exponent + other.exponent).rescaled();
    }

    private ScaledMatrix rescaled() {
        if (element(size / 2, size / 2) <= LARGE) {
            return this;
        }
        double[] smaller = new double[elements.length];
        for (int i = 0; i < smaller.length; i++) {
            smaller[i] = elements[i] * SMALL;
        }
        return new ScaledMatrix(smaller, size, exponent + STEP);
    }
}

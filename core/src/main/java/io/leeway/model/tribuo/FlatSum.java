package io.leeway.model.tribuo;

/** What a model adds up for a row: the leaves of trees, or products of numbers and weights. Immutable. */
sealed interface FlatSum permits FlatTrees, FlatLinear {

    /**
     * Adds what the model says of a row.
     *
     * @param x the registers of the row
     * @param sums one for each class, or one of a number
     */
    void add(double[] x, double[] sums);

    /**
     * Adds what the model says of several rows, to the bit as of each alone.
     *
     * @param x the registers of each row
     * @param sums those of each row
     * @param rows how many rows there are
     */
    default void add(double[][] x, double[][] sums, int rows) {
        for (int row = 0; row < rows; row++) {
            add(x[row], sums[row]);
        }
    }
}

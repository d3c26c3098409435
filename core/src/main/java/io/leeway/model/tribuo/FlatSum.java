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
}

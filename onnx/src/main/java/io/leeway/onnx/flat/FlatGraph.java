package io.leeway.onnx.flat;

/**
 * A graph compiled to flat arrays: answers a row without ONNX Runtime.
 *
 * <p>Safe for use by several threads. Scoring allocates nothing, except once per thread. A cell must not score by the graph
 * that reads it.
 *
 * @param <R> the type of rows
 */
public interface FlatGraph<R> {

    /**
     * Returns the number of values per row of the compiled output.
     *
     * @return one per class, or 1
     */
    int width();

    /**
     * Computes all values of a row.
     *
     * @param row the row
     * @param into receives {@link #width()} values
     * @throws UnknownCategoryException for an unknown category, where the graph refuses those
     */
    void scores(R row, double[] into);

    /**
     * Computes one value of a row.
     *
     * @param row the row
     * @param place the place of the value, less than {@link #width()}
     * @return the value
     * @throws UnknownCategoryException for an unknown category, where the graph refuses those
     */
    double score(R row, int place);
}

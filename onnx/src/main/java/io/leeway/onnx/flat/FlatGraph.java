package io.leeway.onnx.flat;

import io.leeway.model.UnseenCategories;
import java.util.Map;

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
    default void scores(R row, double[] into) {
        scores(row, into, UnseenCategories.IGNORED);
    }

    /**
     * Computes all values of a row and counts its unknown categories.
     *
     * @param row the row
     * @param into receives {@link #width()} values
     * @param unseen is notified of the categories of the features that {@link #counts}
     * @throws UnknownCategoryException for an unknown category, where the graph refuses those
     */
    void scores(R row, double[] into, UnseenCategories unseen);

    /**
     * Computes one value of a row.
     *
     * @param row the row
     * @param place the place of the value, less than {@link #width()}
     * @return the value
     * @throws UnknownCategoryException for an unknown category, where the graph refuses those
     */
    default double score(R row, int place) {
        return score(row, place, UnseenCategories.IGNORED);
    }

    /**
     * Computes one value of a row and counts its unknown categories.
     *
     * @param row the row
     * @param place the place of the value, less than {@link #width()}
     * @param unseen is notified of the categories of the features that {@link #counts}
     * @return the value
     * @throws UnknownCategoryException for an unknown category, where the graph refuses those
     */
    double score(R row, int place, UnseenCategories unseen);

    /**
     * Says whether scoring counts the unknown categories of a feature.
     *
     * @param feature its place in the schema
     * @return true if the feature is a text that is looked up once
     */
    boolean counts(int feature);

    /**
     * Reads rows of another type; shares what is compiled.
     *
     * @param cells for each cell that this graph reads, the one to read instead
     * @param <S> the type of rows
     * @return a graph that gives the same values of the same cells
     */
    <S> FlatGraph<S> over(Map<Cell<R>, Cell<S>> cells);
}

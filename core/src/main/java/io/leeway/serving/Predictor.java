package io.leeway.serving;

/**
 * Answers rows.
 *
 * @param <R> the type of rows
 * @param <T> the type of answers
 */
@FunctionalInterface
public interface Predictor<R, T> {

    /**
     * Answers one row.
     *
     * @param row the row
     * @return the answer
     */
    T predict(R row);
}

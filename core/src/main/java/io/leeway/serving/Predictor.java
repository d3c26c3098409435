package io.leeway.serving;

/**
 * Makes predictions for rows.
 *
 * @param <R> the type of rows
 * @param <T> the type of predictions
 */
@FunctionalInterface
public interface Predictor<R, T> {

    /**
     * Predicts for a row.
     *
     * @param row the row
     * @return the prediction
     */
    T predict(R row);
}

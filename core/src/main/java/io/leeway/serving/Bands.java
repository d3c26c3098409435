package io.leeway.serving;

/**
 * Says between which numbers the true one is expected where a model predicts a number, for example by the quantiles of its errors on rows that were held out. Safe for use by several
 * threads.
 *
 * @param <R> the type of a row
 */
@FunctionalInterface
public interface Bands<R> {
    /**
     * Gives the band of a prediction.
     *
     * @param row the row
     * @param number what was answered, after an adaptation has corrected it
     * @param ends receives the lower and the upper end, both finite
     */
    void ends(R row, double number, double[] ends);
}

package io.leeway.model;

import java.util.List;

/**
 * Answers rows by one model that was read by a {@link ModelFormat}, without knowing versions or monitors.
 *
 * <p>Safe for use by several threads. Missing values and unseen categories are answered as the model defines; a scorer counts each
 * unseen category that it can recognise with the {@link UnseenCategories} given.
 *
 * @param <R> the type of rows
 */
public interface Scorer<R> extends AutoCloseable {

    /**
     * Names the classes of a classifier.
     *
     * @return two or more names in natural order; empty for a regressor
     */
    List<String> classes();

    /**
     * Scores a row. This is the path of a single prediction: it should allocate nothing.
     *
     * @param row the row
     * @param unseen is notified of each category that training did not see
     * @return the probability of the positive class, in [0, 1], or the predicted number
     * @throws ClosedModelException if {@link #close()} was called before; nothing was counted then
     * @throws MismatchedModelException if what the model gives is no probability
     */
    double score(R row, UnseenCategories unseen);

    /**
     * Scores rows, in one call of the model where that is faster.
     *
     * @param rows the rows
     * @param unseen is notified of each category that training did not see
     * @return row by row, the probability of each of {@link #classes()}, or one number a row for a regressor
     * @throws ClosedModelException if {@link #close()} was called before; nothing was counted then
     * @throws MismatchedModelException if what the model gives are no probabilities
     */
    double[] scores(List<? extends R> rows, UnseenCategories unseen);

    /**
     * Says how rows are answered.
     *
     * @return from flat arrays, or by the model's own runtime and why
     */
    ScoringPath path();

    /**
     * Releases what the model holds outside the heap. May be called while rows are being scored: a prediction that has begun ends well,
     * one that begins later fails by {@link ClosedModelException}. The memory is released by the last prediction that leaves.
     * Calling it again does nothing.
     */
    @Override
    default void close() {}
}

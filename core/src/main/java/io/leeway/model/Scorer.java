package io.leeway.model;

import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Makes predictions by one model that was read by a {@link ModelFormat}, independent of versions and monitors.
 *
 * <p>Safe for use by several threads. The model defines the effect of missing values and unseen categories; a scorer
 * reports each unseen category that it can recognise to the given {@link UnseenCategories}.
 *
 * @param <R> the type of rows
 */
public interface Scorer<R> extends AutoCloseable {

    /**
     * Returns the classes of a classifier.
     *
     * @return two or more names in natural order; empty for a regressor
     */
    List<String> classes();

    /**
     * Scores a row. This is the path of a single prediction and should allocate nothing.
     *
     * @param row the row
     * @param unseen is notified of each category that did not occur in the training data
     * @return the probability of the positive class, in [0, 1], or the predicted number
     * @throws ClosedModelException if {@link #close()} was called before; nothing is counted then
     * @throws MismatchedModelException if the output of the model is not a probability
     */
    double score(R row, UnseenCategories unseen);

    /**
     * Scores rows, in one call of the model if that is faster.
     *
     * @param rows the rows
     * @param unseen is notified of each category that did not occur in the training data
     * @return row by row, the probability of each of {@link #classes()}, or one number for each row for a regressor
     * @throws ClosedModelException if {@link #close()} was called before; nothing is counted then
     * @throws MismatchedModelException if the outputs of the model are not probabilities
     */
    double[] scores(List<? extends R> rows, UnseenCategories unseen);

    /**
     * Returns a scorer of rows that were read already, which gives the same scores to the bit. It shares what this one holds, and is closed with it.
     *
     * @param schema reads cells as the model's own schema reads rows
     * @return the scorer; empty, which is the default, if this model reads rows itself
     */
    default Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        return Optional.empty();
    }

    /**
     * Describes how rows are scored.
     *
     * @return from flat arrays, or by the model's own runtime and the reason
     */
    ScoringPath path();

    /**
     * Releases memory outside the heap. May be called while rows are being scored: predictions that have started are
     * completed, later ones fail with a {@link ClosedModelException}. The memory is released by the last running
     * prediction. Closing twice is allowed.
     */
    @Override
    default void close() {}
}

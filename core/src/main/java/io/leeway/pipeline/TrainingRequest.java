package io.leeway.pipeline;

import io.leeway.model.ModelKind;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The request of a run to a {@link ModelSource}.
 *
 * @param <R> the type of rows
 * @param candidate the candidate's name in the pipeline
 * @param schema the schema that reads rows
 * @param kind the kind of prediction
 * @param positiveClass the class whose probability is the score; empty for a regression
 * @param rows the training rows, all labelled, in the order of time
 * @param seed the seed of the run
 * @param startedAt when the run started
 */
public record TrainingRequest<R>(
        String candidate,
        Schema<R> schema,
        ModelKind kind,
        Optional<String> positiveClass,
        List<R> rows,
        long seed,
        Instant startedAt) {

    /**
     * Copies the rows.
     *
     * @param candidate the candidate's name
     * @param schema the schema that reads rows
     * @param kind the kind of prediction
     * @param positiveClass the class whose probability is the score
     * @param rows the training rows
     * @param seed the seed of the run
     * @param startedAt when the run started
     */
    public TrainingRequest {
        rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
        return "TrainingRequest[" + candidate + ", " + kind + ", " + rows.size() + " rows]";
    }
}

package io.leeway.retraining;

import io.leeway.pipeline.PipelineRun;
import java.time.Instant;
import java.util.Optional;
import org.tribuo.Output;

/**
 * The outcome of a tick: the decision of the policy and, if it was to retrain, the training and its result.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 * @param at the time of the tick
 * @param status the status
 * @param sentence the explanation in one sentence
 * @param champion the number of the version that is live afterwards
 * @param decision the decision of the policy; empty if there was none, because another tick was running or reading the
 *     signals failed
 * @param run the pipeline run, if there was one
 * @param failure the exception, for {@link Status#FAILED} and {@link Status#OVERTAKEN}, and for {@link Status#PROMOTED}
 *     if the reference of the monitor could not be replaced
 */
public record RetrainingOutcome<R, T extends Output<T>>(
        Instant at,
        Status status,
        String sentence,
        int champion,
        Optional<Decision> decision,
        Optional<PipelineRun<R, T>> run,
        Optional<RuntimeException> failure) {

    /** The status of an outcome. */
    public enum Status {
        /** The policy decided not to retrain. */
        HELD,
        /** A challenger passed its gates and was promoted. */
        PROMOTED,
        /** No challenger passed its gates, or the training data failed validation. */
        REJECTED,
        /** A challenger passed its gates but was not promoted, because somebody else moved the alias meanwhile. */
        OVERTAKEN,
        /** Reading the signals, the training or the promotion threw an exception. */
        FAILED,
        /** Another tick was running, so this one did nothing. */
        BUSY
    }

    /**
     * Returns whether the policy decided to retrain.
     *
     * @return true if it did, whatever the result of the training
     */
    public boolean isTraining() {
        return decision.map(Decision::isRetrain).orElse(false);
    }

    @Override
    public String toString() {
        return at + " " + status + ": " + sentence;
    }
}

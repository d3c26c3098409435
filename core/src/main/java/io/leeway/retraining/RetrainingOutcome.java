package io.leeway.retraining;

import io.leeway.pipeline.PipelineRun;
import java.time.Instant;
import java.util.Optional;
import org.tribuo.Output;

/**
 * What came of one look: the decision and, where it was to train, what became of the training.
 *
 * @param <R> the type of rows
 * @param <T> the type of outputs
 * @param at when the look was taken
 * @param status what came of it
 * @param sentence why, in one sentence
 * @param champion the number of the version that answers afterwards
 * @param decision what the policy decided; empty where it was not asked, because another look was under way or reading the
 *     signals failed
 * @param run the training, where there was one
 * @param failure what went wrong, for {@link Status#FAILED} and {@link Status#OVERTAKEN}, and for {@link Status#PROMOTED} where the
 *     monitor could not be rebased
 */
public record RetrainingOutcome<R, T extends Output<T>>(
        Instant at,
        Status status,
        String sentence,
        int champion,
        Optional<Decision> decision,
        Optional<PipelineRun<R, T>> run,
        Optional<RuntimeException> failure) {

    /** What came of a look. */
    public enum Status {
        /** The policy saw no reason to train, or a reason not to. */
        HELD,
        /** A challenger passed its gates and answers now. */
        PROMOTED,
        /** A training took place; no challenger passed its gates, or the data were refused. */
        REJECTED,
        /** A challenger passed its gates, but somebody else had moved the alias meanwhile; it was not promoted. */
        OVERTAKEN,
        /** Reading the signals, the training or the promotion threw an exception. */
        FAILED,
        /** Another look was under way, so this one did nothing. */
        BUSY
    }

    /**
     * Tells whether a training took place.
     *
     * @return true where the policy decided to train, whatever came of it
     */
    public boolean isTraining() {
        return decision.map(Decision::isRetrain).orElse(false);
    }

    @Override
    public String toString() {
        return at + " " + status + ": " + sentence;
    }
}

package io.leeway.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The result of a gate.
 *
 * @param gate the description of the gate, such as {@code logLoss at most 0.55}
 * @param outcome whether the challenger may pass
 * @param observed the observed value, empty if there is none
 * @param threshold the threshold that the value was compared with, empty if there is none
 * @param confidence the level of confidence, above 0 and below 1; empty if the gate compares values without one
 * @param explanation one sentence with the observation, the threshold, the confidence and the conclusion
 */
public record GateResult(
        String gate,
        Outcome outcome,
        OptionalDouble observed,
        OptionalDouble threshold,
        OptionalDouble confidence,
        String explanation) {
    /** The outcome of a gate. */
    public enum Outcome {
        /** The challenger passed. */
        PASSED,
        /** The challenger failed. */
        FAILED,
        /** There were too few data to decide, so the challenger is rejected. */
        INSUFFICIENT_DATA,
        /** There was no model to compare with, so the gate does not apply. */
        SKIPPED
    }

    /**
     * Creates a result.
     *
     * @param gate the description of the gate
     * @param outcome whether the challenger may pass
     * @param observed the observed value
     * @param threshold the threshold that the value was compared with
     * @param confidence the level of confidence
     * @param explanation one sentence
     */
    public GateResult {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(explanation, "explanation");
    }

    /**
     * Returns whether the gate rejects the challenger.
     *
     * @return true if the gate failed or had insufficient data
     */
    public boolean blocks() {
        return outcome == Outcome.FAILED || outcome == Outcome.INSUFFICIENT_DATA;
    }

    @Override
    public String toString() {
        return outcome + ": " + explanation;
    }
}

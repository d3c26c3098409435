package io.leeway.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a gate found.
 *
 * @param gate what was asked, such as {@code logLoss at most 0.55}
 * @param outcome whether the challenger may pass
 * @param observed the value that was compared, empty if there was none
 * @param threshold what it was compared with, empty if there was none
 * @param confidence the level of confidence, above 0 and below 1; empty if the gate compares values as they are
 * @param explanation one sentence: observed, threshold, confidence, and what follows
 */
public record GateResult(
        String gate,
        Outcome outcome,
        OptionalDouble observed,
        OptionalDouble threshold,
        OptionalDouble confidence,
        String explanation) {
    /** Whether a challenger may pass. */
    public enum Outcome {
        /** It may. */
        PASSED,
        /** It may not. */
        FAILED,
        /** There is too little to decide by, so it may not. */
        INSUFFICIENT_DATA,
        /** There was nothing to compare with, so the gate does not apply. */
        SKIPPED
    }

    /**
     * Checks that nothing is missing.
     *
     * @param gate what was asked
     * @param outcome whether the challenger may pass
     * @param observed the value that was compared
     * @param threshold what it was compared with
     * @param confidence the level of confidence
     * @param explanation one sentence
     */
    public GateResult {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(explanation, "explanation");
    }

    /**
     * Returns whether the challenger is held back.
     *
     * @return true if the gate failed or had too little data
     */
    public boolean blocks() {
        return outcome == Outcome.FAILED || outcome == Outcome.INSUFFICIENT_DATA;
    }

    @Override
    public String toString() {
        return outcome + ": " + explanation;
    }
}

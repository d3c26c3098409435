package io.leeway.retraining;

import java.util.Map;
import java.util.Objects;

/**
 * The result of evaluating a condition: whether it is met, an explanation, and the state to keep.
 *
 * @param condition the condition as {@link Condition#describe()} prints it
 * @param outcome whether it is met
 * @param sentence one sentence with the observed value and the threshold, without a full stop
 * @param streaks the state of the condition for its next evaluation, by description; empty for most conditions
 */
public record Observation(String condition, Outcome outcome, String sentence, Map<String, Streak> streaks) {

    /** The outcome of evaluating a condition. */
    public enum Outcome {
        /** The signal is known and satisfies the condition. */
        MET,
        /** The signal is known and does not satisfy the condition. */
        NOT_MET,
        /** The signal is unknown or is based on too few rows. This is never a reason to act. */
        INSUFFICIENT_DATA
    }

    /**
     * The number of consecutive evaluations in which a condition was met.
     *
     * @param looks the number of evaluations, at least 0
     * @param lastLook the number of the monitoring window of the last evaluation, or -1 if there is no number
     */
    public record Streak(int looks, long lastLook) {}

    /**
     * Copies the streaks.
     *
     * @param condition the condition as {@link Condition#describe()} prints it
     * @param outcome whether it is met
     * @param sentence one sentence with the observed value and the threshold
     * @param streaks the state of the condition for its next evaluation
     */
    public Observation {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(sentence, "sentence");
        streaks = Map.copyOf(streaks);
    }

    /**
     * Creates an observation without state.
     *
     * @param condition the evaluated condition
     * @param outcome whether it is met
     * @param sentence one sentence with the observed value and the threshold, without a full stop
     * @return the observation
     */
    public static Observation of(Condition condition, Outcome outcome, String sentence) {
        return new Observation(condition.describe(), outcome, sentence, Map.of());
    }

    /**
     * Returns whether the condition is met.
     *
     * @return true for {@link Outcome#MET}
     */
    public boolean isMet() {
        return outcome == Outcome.MET;
    }

    @Override
    public String toString() {
        return outcome + ": " + sentence;
    }
}

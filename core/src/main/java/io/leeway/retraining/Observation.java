package io.leeway.retraining;

import java.util.Map;
import java.util.Objects;

/**
 * What a condition saw: whether it is met, one sentence with the value and the threshold, and what it wants to remember.
 *
 * @param condition the condition as {@link Condition#describe()} prints it
 * @param outcome whether it is met
 * @param sentence what was seen against which threshold, without a full stop
 * @param streaks what the condition remembers for its next look, by description; empty for most
 */
public record Observation(String condition, Outcome outcome, String sentence, Map<String, Streak> streaks) {

    /** Whether a condition is met. */
    public enum Outcome {
        /** The signal is known and satisfies the condition. */
        MET,
        /** The signal is known and does not satisfy the condition. */
        NOT_MET,
        /** The signal is not known, or rests on too few rows: neither met nor refuted, and never a reason to act. */
        INSUFFICIENT_DATA
    }

    /**
     * How many looks in a row a condition was met.
     *
     * @param looks the number of looks, at least 0
     * @param lastLook the number of the monitoring window of the newest look, or -1 where looks have no number
     */
    public record Streak(int looks, long lastLook) {}

    /**
     * Copies the streaks.
     *
     * @param condition the condition as {@link Condition#describe()} prints it
     * @param outcome whether it is met
     * @param sentence what was seen against which threshold
     * @param streaks what the condition remembers for its next look
     */
    public Observation {
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(sentence, "sentence");
        streaks = Map.copyOf(streaks);
    }

    /**
     * Makes an observation that remembers nothing.
     *
     * @param condition the condition that observed
     * @param outcome whether it is met
     * @param sentence what was seen against which threshold, without a full stop
     * @return the observation
     */
    public static Observation of(Condition condition, Outcome outcome, String sentence) {
        return new Observation(condition.describe(), outcome, sentence, Map.of());
    }

    /**
     * Tells whether the condition is met.
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

package io.leeway.retraining;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The decision of a policy and its explanation.
 *
 * @param at the time of the decision
 * @param policy the policy's name
 * @param action the action to take
 * @param reason the rule that led to the decision
 * @param sentence one sentence with the signal, the threshold and the action
 * @param observations the observations of all conditions: first those of {@code when} and {@code or} in their order,
 *     then those of {@code unless}
 * @param signals what was decided on; their {@link Signals#toText()} is what to store of a decision, because it can be
 *     replayed
 * @param next the state to pass to the policy for its next decision
 */
public record Decision(
        Instant at,
        String policy,
        Action action,
        Reason reason,
        String sentence,
        List<Observation> observations,
        Signals signals,
        PolicyState next) {

    /** The action to take. */
    public enum Action {
        /** Retrain now. */
        RETRAIN,
        /** Do not retrain until the next evaluation of the policy. */
        HOLD
    }

    /** The rule that led to a decision. */
    public enum Reason {
        /** A condition is met, and no rule prevents the training. */
        CONDITION_MET,
        /** No condition is met. */
        NONE_MET,
        /** A condition is met, but a condition of {@code unless} is met too. */
        VETOED,
        /** A condition is met, but the last training is too recent. */
        COOLDOWN,
        /** A condition is met, but the budget of trainings is used up. */
        BUDGET
    }

    /**
     * Copies the observations.
     *
     * @param at the time of the decision
     * @param policy the policy's name
     * @param action the action to take
     * @param reason the rule that led to the decision
     * @param sentence one sentence with the signal
     * @param observations the observations of all conditions
     * @param signals what was decided on
     * @param next the state to pass to the policy for its next decision
     */
    public Decision {
        observations = List.copyOf(observations);
    }

    /**
     * Returns whether to retrain now.
     *
     * @return true for {@link Action#RETRAIN}
     */
    public boolean isRetrain() {
        return action == Action.RETRAIN;
    }

    /**
     * Returns the decision and one line for each observation.
     *
     * @return several lines of text
     */
    public String details() {
        return this + observations.stream().map(seen -> "\n  " + seen).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return at + " " + policy + ": " + sentence;
    }
}

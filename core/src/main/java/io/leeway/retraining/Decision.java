package io.leeway.retraining;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a policy decided, and why; a value to be stored, replayed and shown.
 *
 * @param at the moment that the decision is for
 * @param policy the policy's name
 * @param action what follows
 * @param reason which rule decided
 * @param sentence signal, threshold and action in one sentence
 * @param observations what each condition saw: those of {@code when} and {@code or} in the order they were given, then those of
 *     {@code unless}
 * @param next what the policy is to be given at its next decision
 */
public record Decision(
        Instant at,
        String policy,
        Action action,
        Reason reason,
        String sentence,
        List<Observation> observations,
        PolicyState next) {

    /** What follows from a decision. */
    public enum Action {
        /** Train now. */
        RETRAIN,
        /** Do nothing until the next look. */
        HOLD
    }

    /** Which rule decided. */
    public enum Reason {
        /** A condition is met, and nothing stands against it: train. */
        CONDITION_MET,
        /** No condition is met. */
        NONE_MET,
        /** A condition is met, but so is one of {@code unless}. */
        VETOED,
        /** A condition is met, but the last training is too recent. */
        COOLDOWN,
        /** A condition is met, but the period's trainings are used up. */
        BUDGET
    }

    /**
     * Copies the observations.
     *
     * @param at the moment that the decision is for
     * @param policy the policy's name
     * @param action what follows
     * @param reason which rule decided
     * @param sentence signal
     * @param observations what each condition saw: those of {@code when} and {@code or} in the order they were given
     * @param next what the policy is to be given at its next decision
     */
    public Decision {
        observations = List.copyOf(observations);
    }

    /**
     * Tells whether to train now.
     *
     * @return true for {@link Action#RETRAIN}
     */
    public boolean isRetrain() {
        return action == Action.RETRAIN;
    }

    /**
     * Prints the decision and, a line each, what was observed.
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

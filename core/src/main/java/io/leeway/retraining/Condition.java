package io.leeway.retraining;

import io.leeway.retraining.Observation.Streak;
import java.util.List;
import java.util.Map;

/**
 * A reason to retrain, or not to retrain: a pure function of the signals and of its own state.
 *
 * <p>{@link Conditions} creates the usual conditions. A condition of your own implements {@link #observe} and
 * {@link #describe}: it must be immutable, must return the same result for the same arguments, and must return
 * {@link Observation.Outcome#INSUFFICIENT_DATA} if a signal that it needs is absent.
 *
 * <p>Conditions are combined by three-valued logic: a conjunction with an unknown part is unknown unless another part
 * is not met, and a disjunction with an unknown part is unknown unless another part is met; the negation of unknown is
 * unknown.
 */
public interface Condition {

    /**
     * Evaluates the condition.
     *
     * @param signals the current signals
     * @param streaks the state of the conditions of this policy after the previous evaluation, by description
     * @return the observation
     */
    Observation observe(Signals signals, Map<String, Streak> streaks);

    /**
     * Describes the condition in a few words, such as {@code drift share at least 0.3}; conditions with the same
     * description are the same condition.
     *
     * @return one line of text
     */
    String describe();

    /**
     * Returns a condition that is met if this one is met in several consecutive evaluations.
     *
     * <p>The count restarts when the condition is not met or unknown, and after a training. Several decisions on the
     * same monitoring window ({@link Signals#look()}) count once.
     *
     * @param looks the number of consecutive evaluations, at least 1
     * @return a condition that is met from the {@code looks}-th consecutive evaluation on
     * @throws PolicyException if {@code looks} is less than 1
     */
    default Condition sustainedFor(int looks) {
        return new Combinations.Sustained(this, looks);
    }

    /**
     * Returns a condition that is met if both are met.
     *
     * @param other the other condition
     * @return the conjunction
     */
    default Condition and(Condition other) {
        return new Combinations.AllOf(List.of(this, other));
    }

    /**
     * Returns a condition that is met if at least one of the two is met.
     *
     * @param other the other condition
     * @return the disjunction
     */
    default Condition or(Condition other) {
        return new Combinations.AnyOf(List.of(this, other));
    }

    /**
     * Returns a condition that is met if this one is known and not met.
     *
     * @return the negation
     */
    default Condition not() {
        return new Combinations.Not(this);
    }
}

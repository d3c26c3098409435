package io.leeway.retraining;

import io.leeway.retraining.Observation.Streak;
import java.util.List;
import java.util.Map;

/**
 * One reason to train again, or not to; a pure function of the signals and of what it remembered.
 *
 * <p>The catalogue is {@link Conditions}. A condition of your own implements {@link #observe} and {@link #describe}: it
 * must be immutable, must answer the same for the same arguments, and must answer
 * {@link Observation.Outcome#INSUFFICIENT_DATA} where a signal that it needs is absent.
 *
 * <p>Conditions combine by three-valued logic: an unknown part makes a conjunction unknown unless another part is refuted,
 * and a disjunction unknown unless another part is met; the negation of unknown is unknown.
 */
public interface Condition {

    /**
     * Looks at the signals.
     *
     * @param signals what is known now
     * @param streaks what conditions of this policy remembered at the look before, by description
     * @return what was seen
     */
    Observation observe(Signals signals, Map<String, Streak> streaks);

    /**
     * Says in a few words what is asked, such as {@code drift share at least 0.3}; the same words mean the same condition.
     *
     * @return one line of text
     */
    String describe();

    /**
     * Asks that this condition is met at several looks in a row.
     *
     * <p>A look at which it is not met, or not known, starts the count again; so does a training. Two decisions on the same
     * {@link Signals#look()} count as one look.
     *
     * @param looks how many looks in a row, at least 1
     * @return a condition that is met from the {@code looks}-th look in a row on
     * @throws PolicyException when {@code looks} is less than 1
     */
    default Condition sustainedFor(int looks) {
        return new Combinations.Sustained(this, looks);
    }

    /**
     * Asks that both are met.
     *
     * @param other the other condition
     * @return the conjunction
     */
    default Condition and(Condition other) {
        return new Combinations.AllOf(List.of(this, other));
    }

    /**
     * Asks that at least one is met.
     *
     * @param other the other condition
     * @return the disjunction
     */
    default Condition or(Condition other) {
        return new Combinations.AnyOf(List.of(this, other));
    }

    /**
     * Asks that this is known not to be met.
     *
     * @return the negation
     */
    default Condition not() {
        return new Combinations.Not(this);
    }
}

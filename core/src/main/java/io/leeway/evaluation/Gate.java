package io.leeway.evaluation;

import java.util.Optional;

/**
 * Decides whether a challenger may go live: a pure function of what it answered and, if it asks for one, of what the model that it would
 * replace answered on the same rows.
 *
 * <p>{@link Gates} has the usual ones. Implementations must not keep state.
 */
@FunctionalInterface
public interface Gate {
    /**
     * Checks a challenger.
     *
     * @param challenger the challenger's answers
     * @param baseline the answers to the very same rows, in the same order, of the model that {@link #baseline()} names; empty if
     *     there is no such model, or the gate asks for none
     * @return what was found, and why
     */
    GateResult check(Evaluation challenger, Optional<Evaluation> baseline);

    /**
     * Returns the alias of the model to compare with.
     *
     * @return an alias such as {@code champion}; empty, as by default, if the gate compares with none
     */
    default Optional<String> baseline() {
        return Optional.empty();
    }
}

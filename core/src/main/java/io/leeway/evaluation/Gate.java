package io.leeway.evaluation;

import java.util.Optional;

/**
 * Decides whether a challenger may be promoted: a pure function of its evaluation and, if required, of the evaluation
 * of the model that it would replace on the same rows.
 *
 * <p>{@link Gates} creates the usual gates. Implementations must be stateless.
 */
@FunctionalInterface
public interface Gate {
    /**
     * Checks a challenger.
     *
     * @param challenger the evaluation of the challenger
     * @param baseline the evaluation of the model that {@link #baseline()} names, on the same rows in the same order;
     *     empty if there is no such model, or the gate does not compare
     * @return the result and its explanation
     */
    GateResult check(Evaluation challenger, Optional<Evaluation> baseline);

    /**
     * Returns the alias of the model to compare with.
     *
     * @return an alias such as {@code champion}; empty, the default, if the gate does not compare
     */
    default Optional<String> baseline() {
        return Optional.empty();
    }
}

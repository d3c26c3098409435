package io.leeway.retraining;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a monitor says of a model's outcomes and data beyond metrics and drift, as a policy reads it.
 *
 * @param harm whether the risk rose above that of the reference by more than the tolerance; absent if nobody watches it
 * @param estimatedLoss the loss of the newest window as it is estimated without labels: the share of wrong classes, or the mean absolute error; absent if it is not
 *     estimated, or labels contradict the estimate
 * @param brokenData what is broken in the data, in words; the empty text if nothing is; absent if nobody looks
 */
public record OutcomeSignals(Optional<Boolean> harm, OptionalDouble estimatedLoss, Optional<String> brokenData) {
    /** Nothing is known. */
    public static final OutcomeSignals UNKNOWN =
            new OutcomeSignals(Optional.empty(), OptionalDouble.empty(), Optional.empty());

    /**
     * Checks the number; an undefined loss is unknown.
     *
     * @param harm whether the risk rose
     * @param estimatedLoss the estimated loss; NaN means unknown
     * @param brokenData what is broken
     * @throws PolicyException if the loss is negative
     */
    public OutcomeSignals {
        if (estimatedLoss.isPresent() && Double.isNaN(estimatedLoss.getAsDouble())) {
            estimatedLoss = OptionalDouble.empty();
        }
        if (estimatedLoss.orElse(0) < 0) {
            throw new PolicyException("", "an estimated loss is 0 or more, not " + estimatedLoss.getAsDouble());
        }
    }
}

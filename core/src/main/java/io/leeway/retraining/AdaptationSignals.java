package io.leeway.retraining;

import java.util.OptionalDouble;

/**
 * What an adaptation does for the champion, as a policy reads it.
 *
 * @param gain by how much the champion's log loss exceeds that of the answers, in nats a row on the newest labelled rows since its
 *     promotion; negative if the adaptation loses; absent if there are too few
 * @param trustWithoutChampion the weight, in [0, 1], of the experts that ignore the champion
 */
public record AdaptationSignals(OptionalDouble gain, double trustWithoutChampion) {

    /**
     * Checks the numbers; an undefined gain is unknown.
     *
     * @param gain nats a row; NaN means unknown
     * @param trustWithoutChampion the weight of the experts that ignore the champion
     * @throws PolicyException if the weight lies outside [0, 1]
     */
    public AdaptationSignals {
        if (gain.isPresent() && Double.isNaN(gain.getAsDouble())) {
            gain = OptionalDouble.empty();
        }
        if (!(trustWithoutChampion >= 0 && trustWithoutChampion <= 1)) {
            throw new PolicyException("", "a trust lies in [0, 1], not " + trustWithoutChampion);
        }
    }
}

package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.Map;

/** Met where the experts that ignore the champion have at least half of the weight: nothing that it learnt is of use any more. */
record AdaptationSaturated() implements Condition {
    static final double HALF = 0.5;

    @Override
    public Observation observe(Signals signals, Map<String, Streak> streaks) {
        if (signals.adaptation().isEmpty()) {
            return Observation.of(this, Outcome.INSUFFICIENT_DATA, "adaptation is unknown: the model has none");
        }
        double trust = signals.adaptation().get().trustWithoutChampion();
        return Observation.of(
                this,
                trust >= HALF ? Outcome.MET : Outcome.NOT_MET,
                "adaptation trusts experts without the champion by " + Words.number(trust) + " (saturated from "
                        + Words.exact(HALF) + ")");
    }

    @Override
    public String describe() {
        return "adaptation saturated";
    }
}

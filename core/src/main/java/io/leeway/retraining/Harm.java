package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.Map;

/** Met where the risk rose above that of the reference by more than the tolerance. */
record Harm() implements Condition {

    @Override
    public Observation observe(Signals signals, Map<String, Streak> streaks) {
        if (signals.outcomes().harm().isEmpty()) {
            return Observation.of(this, Outcome.INSUFFICIENT_DATA, "harm is unknown: nobody watches the risk");
        }
        return signals.outcomes().harm().get()
                ? Observation.of(this, Outcome.MET, "the risk rose by more than its tolerance")
                : Observation.of(this, Outcome.NOT_MET, "the risk did not rise by more than its tolerance");
    }

    @Override
    public String describe() {
        return "harm";
    }
}

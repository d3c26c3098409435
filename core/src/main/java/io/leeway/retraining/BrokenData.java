package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.Map;

/** Met where something is broken in the data: a model that is trained on it learns the fault. */
record BrokenData() implements Condition {

    @Override
    public Observation observe(Signals signals, Map<String, Streak> streaks) {
        if (signals.outcomes().brokenData().isEmpty()) {
            return Observation.of(
                    this, Outcome.INSUFFICIENT_DATA, "whether data is broken is unknown: no window was examined yet");
        }
        String broken = signals.outcomes().brokenData().get();
        return broken.isEmpty()
                ? Observation.of(this, Outcome.NOT_MET, "data is not broken")
                : Observation.of(this, Outcome.MET, "data is broken: " + broken);
    }

    @Override
    public String describe() {
        return "broken data";
    }
}

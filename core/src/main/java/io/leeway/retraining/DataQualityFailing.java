package io.leeway.retraining;

import io.leeway.retraining.Observation.Outcome;
import io.leeway.retraining.Observation.Streak;
import java.util.Map;

/** Met where the newest window failed its expectations. */
record DataQualityFailing() implements Condition {

    @Override
    public Observation observe(Signals signals, Map<String, Streak> streaks) {
        if (signals.dataQualityFailing().isEmpty()) {
            return Observation.of(
                    this, Outcome.INSUFFICIENT_DATA, "data quality is unknown: no window was checked yet");
        }
        return signals.dataQualityFailing().get()
                ? Observation.of(this, Outcome.MET, "data quality is failing")
                : Observation.of(this, Outcome.NOT_MET, "data quality is not failing");
    }

    @Override
    public String describe() {
        return "data quality failing";
    }
}

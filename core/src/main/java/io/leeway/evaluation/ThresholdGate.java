package io.leeway.evaluation;

import io.leeway.evaluation.GateResult.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares a metric with a number. */
record ThresholdGate(Metric metric, double threshold, boolean least) implements Gate {
    ThresholdGate {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException(
                    "The threshold of " + metric.name() + " is " + threshold + "; it must be a number.");
        }
    }

    @Override
    public GateResult check(Evaluation challenger, Optional<Evaluation> baseline) {
        String gate = String.format(Locale.ROOT, "%s at %s %s", metric.name(), least ? "least" : "most", threshold);
        double observed = challenger.rows() == 0 ? Double.NaN : metric.value(challenger);
        if (Double.isNaN(observed)) {
            String why = String.format(
                    Locale.ROOT,
                    "%s is not defined on these %,d rows, so nothing passes",
                    metric.name(),
                    challenger.rows());
            return new GateResult(
                    gate,
                    Outcome.INSUFFICIENT_DATA,
                    OptionalDouble.empty(),
                    OptionalDouble.of(threshold),
                    OptionalDouble.empty(),
                    why);
        }
        boolean passed = least ? observed >= threshold : observed <= threshold;
        String why = String.format(
                Locale.ROOT,
                "%s is %.4f on %,d rows, %s %s %s: %s",
                metric.name(),
                observed,
                challenger.rows(),
                passed ? "which is" : "but must be",
                least ? "at least" : "at most",
                threshold,
                passed ? "passed" : "failed");
        return new GateResult(
                gate,
                passed ? Outcome.PASSED : Outcome.FAILED,
                OptionalDouble.of(observed),
                OptionalDouble.of(threshold),
                OptionalDouble.empty(),
                why);
    }

    @Override
    public String toString() {
        return metric.name() + " at " + (least ? "least " : "most ") + threshold;
    }
}

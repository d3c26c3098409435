package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import java.util.Optional;

/** A gate that was declared as a success criterion, and says so in what it explains. */
record SuccessCriterion(Gate gate) implements Gate {
    @Override
    public GateResult check(Evaluation challenger, Optional<Evaluation> baseline) {
        GateResult result = gate.check(challenger, baseline);
        return new GateResult(
                result.gate(),
                result.outcome(),
                result.observed(),
                result.threshold(),
                result.confidence(),
                "success criterion: " + result.explanation());
    }

    @Override
    public Optional<String> baseline() {
        return gate.baseline();
    }

    @Override
    public String toString() {
        return gate.toString();
    }
}

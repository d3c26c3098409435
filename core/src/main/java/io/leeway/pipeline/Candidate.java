package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.model.TrainedModel;
import java.time.Duration;
import java.util.List;
import org.tribuo.Output;

/**
 * A model that was trained in a run, with its evaluation.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 * @param name its name in the pipeline
 * @param model the model, trained on the training rows
 * @param evaluation its evaluation on the held-out rows
 * @param gates the result of each gate, in the order of the pipeline
 * @param primary the value of the pipeline's primary metric on the held-out rows
 * @param training the duration of the training, by the pipeline's clock
 */
public record Candidate<R, T extends Output<T>>(
        String name,
        TrainedModel<R, T> model,
        Evaluation evaluation,
        List<GateResult> gates,
        double primary,
        Duration training) {
    /**
     * Copies the results.
     *
     * @param name its name in the pipeline
     * @param model the model
     * @param evaluation its evaluation on the held-out rows
     * @param gates the result of each gate
     * @param primary the value of the primary metric
     * @param training the duration of the training
     */
    public Candidate {
        gates = List.copyOf(gates);
    }

    /**
     * Returns whether the candidate passed all gates.
     *
     * @return true if it may be promoted
     */
    public boolean passed() {
        return gates.stream().noneMatch(GateResult::blocks);
    }

    /**
     * Returns the results of the gates that rejected the candidate.
     *
     * @return their results, empty if it passed
     */
    public List<GateResult> reasons() {
        return gates.stream().filter(GateResult::blocks).toList();
    }

    @Override
    public String toString() {
        return name + ": " + (passed() ? "passed" : "rejected") + ", " + evaluation;
    }
}

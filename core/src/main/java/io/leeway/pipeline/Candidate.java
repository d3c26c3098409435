package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.model.TrainedModel;
import java.time.Duration;
import java.util.List;
import org.tribuo.Output;

/**
 * A model that was trained in a run, with how it did.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 * @param name its name in the pipeline
 * @param model the model, trained on the training rows
 * @param evaluation its answers to the rows held out
 * @param gates what each gate found, in the order of the pipeline
 * @param primary the value of the pipeline's primary metric on the rows held out
 * @param training how long the training took, by the pipeline's clock
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
     * @param evaluation its answers to the rows held out
     * @param gates what each gate found
     * @param primary the value of the primary metric
     * @param training how long the training took
     */
    public Candidate {
        gates = List.copyOf(gates);
    }

    /**
     * Returns whether no gate holds it back.
     *
     * @return true if it may go live
     */
    public boolean passed() {
        return gates.stream().noneMatch(GateResult::blocks);
    }

    /**
     * Returns why it is held back.
     *
     * @return the results of the gates that block, empty if it passed
     */
    public List<GateResult> reasons() {
        return gates.stream().filter(GateResult::blocks).toList();
    }

    @Override
    public String toString() {
        return name + ": " + (passed() ? "passed" : "rejected") + ", " + evaluation;
    }
}

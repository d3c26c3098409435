package io.leeway.pipeline;

import io.leeway.model.ModelException;
import io.leeway.model.ModelSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;

/** A candidate whose model comes from outside Tribuo. */
record SourceRecipe<T extends Output<T>>(String name, ModelSource source) implements Recipe<T> {

    @Override
    public boolean trains() {
        return source.trains();
    }

    @Override
    public <R> Trained<R, T> train(Plan<R, T> plan, List<R> rows, Optional<String> positiveClass, Instant now) {
        try {
            SuppliedModel supplied = source.supply(new TrainingRequest<>(
                    name, plan.schema(), plan.task().kind(), positiveClass, rows, plan.seed(), now));
            ModelSpec<R> spec = new ModelSpec<>(plan.schema(), plan.task().kind(), positiveClass, supplied.metadata());
            return new Trained<>(
                    plan.task().read(supplied.format(), spec, supplied.bytes()),
                    trains(),
                    supplied.trainedBy(),
                    supplied.trainedFrom(),
                    supplied.trainedTo());
        } catch (ModelException e) {
            throw new PipelineException(
                    PipelineException.Problem.MODEL_REFUSED,
                    name,
                    "The candidate " + name + " brings no usable model: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }
}

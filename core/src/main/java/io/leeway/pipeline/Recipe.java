package io.leeway.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** How a candidate comes by its model. */
sealed interface Recipe<T extends Output<T>> permits TrainerRecipe, SourceRecipe {

    /** The candidate's name. */
    String name();

    /** Whether the model is trained on the rows of the run. */
    boolean trains();

    /** Makes the model. */
    <R> Trained<R, T> train(Plan<R, T> plan, List<R> rows, Optional<String> positiveClass, Instant now);

    /** Says why there is no model. */
    default PipelineException failed(String why, @Nullable Throwable cause) {
        String message = "The candidate " + name() + " could not be trained: " + why + ".";
        return cause == null
                ? new PipelineException(PipelineException.Problem.TRAINING_FAILED, name(), message)
                : new PipelineException(PipelineException.Problem.TRAINING_FAILED, name(), message, cause);
    }
}

package io.leeway.pipeline;

/**
 * Provides a candidate's model that is not trained by Tribuo: a file from a data scientist, or a command that trains.
 *
 * <p>The pipeline reads the bytes with their format, exactly as for serving, evaluates the model on the held-out rows,
 * gates it and registers it like any other candidate. {@code OnnxModel} and {@code OnnxTraining} of {@code leeway-onnx}
 * are sources.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ModelSource {

    /**
     * Provides the model.
     *
     * @param <R> the type of rows
     * @param request the properties of the run: the schema, the training rows, the kind of prediction
     * @return the model's bytes and how to read them
     * @throws io.leeway.model.ModelException if there is no model, or it does not fit the request
     */
    <R> SuppliedModel supply(TrainingRequest<R> request);

    /**
     * Returns whether {@link #supply} trains on the rows of the request. If not, the run does not know which rows the
     * model was trained on, unless the {@link SuppliedModel} declares them, and the model is never refitted on all
     * rows.
     *
     * @return true if the model is trained on the rows of the request
     */
    boolean trains();
}

package io.leeway.pipeline;

/**
 * Brings a candidate's model to a run from outside Tribuo: a file that a data scientist handed over, or a command that trains.
 *
 * <p>The pipeline reads the bytes with their format, exactly as they will be read for serving, evaluates the model on the rows held out,
 * gates it and registers it like any other candidate. {@code OnnxModel} and {@code OnnxTraining} of {@code leeway-onnx} are sources.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ModelSource {

    /**
     * Brings the model.
     *
     * @param <R> the type of rows
     * @param request what the run knows: the schema, the training rows, what the model is to answer
     * @return the model's bytes and how to read them
     * @throws io.leeway.model.ModelException if there is no model, or it is not what the request asks for
     */
    <R> SuppliedModel supply(TrainingRequest<R> request);

    /**
     * Says whether {@link #supply} trains on the rows of the request. If not, the run cannot tell which rows the model has seen: the
     * {@link SuppliedModel} may say so, and the model is never trained again on all rows.
     *
     * @return whether the rows of the request are the rows that the model is trained on
     */
    boolean trains();
}

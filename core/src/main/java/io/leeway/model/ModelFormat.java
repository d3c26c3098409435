package io.leeway.model;

/**
 * A format of models: turns the bytes and metadata of a registered version into a {@link Scorer}, without trusting
 * them.
 *
 * <p>Tribuo's protobuf form ({@code io.leeway.model.tribuo.TribuoFormat}) and ONNX ({@code leeway-onnx}) are formats; an application may
 * add its own. Pipelines, gates, live models, retrainers and monitors treat all formats alike.
 *
 * <p>A format is found by {@link java.util.ServiceLoader}, or is passed to the builders of pipelines and live models by
 * {@code format(...)}; see {@link ModelFormats}. The contract suite {@code ModelFormatContract} in the {@code tests}
 * archive of {@code leeway-core} verifies that a format meets these requirements:
 *
 * <ul>
 *   <li>Bytes that are not a model of this format, and models that do not fit the {@link ModelSpec}, are rejected by a
 *       {@link ModelException}, never by another exception, and before the first prediction.
 *   <li>Reading runs no code that the bytes contain or name, and reads and writes no files.
 *   <li>The same bytes, metadata and schema give scorers with the same predictions.
 * </ul>
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ModelFormat {

    /**
     * Returns the name of the format in the metadata of versions, such as {@code tribuo} or {@code onnx}.
     *
     * @return lower-case letters, digits and hyphens; never changes
     */
    String name();

    /**
     * Reads a model.
     *
     * @param <R> the type of rows
     * @param spec the use of the model: the schema, the kind of prediction, and the metadata that the format wrote with
     *     the bytes
     * @param bytes the bytes of a registered version, whose digest has been verified
     * @return a scorer, which the caller closes
     * @throws CorruptModelException if the bytes are not a model of this format
     * @throws MismatchedModelException if the model does not fit the spec: other inputs, other outputs, other classes
     * @throws UntrustedModelException if the bytes require something that is not allowed: code, files, libraries
     */
    <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes);
}

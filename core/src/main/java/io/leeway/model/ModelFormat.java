package io.leeway.model;

/**
 * Reads models of one kind of file: turns the bytes and metadata of a registered version into a {@link Scorer}, without trusting
 * them.
 *
 * <p>Tribuo's protobuf form ({@code io.leeway.model.tribuo.TribuoFormat}) and ONNX ({@code leeway-onnx}) are formats; an application may
 * add its own. Pipelines, gates, live models, retrainers and monitors treat all formats alike.
 *
 * <p>A format is found by {@link java.util.ServiceLoader}, or is named to a pipeline and a live model by their builders'
 * {@code format(...)}; see {@link ModelFormats}. The contract suite {@code ModelFormatContract} in the {@code tests} archive of
 * {@code leeway-core} says whether a format keeps these promises:
 *
 * <ul>
 *   <li>Bytes that are no model of this format, and models that are not what the {@link ModelSpec} asks for, are refused by a
 *       {@link ModelException}, never by another exception, and before anything of them has answered a row.
 *   <li>Reading runs no code that the bytes bring or name, reads no file and writes none.
 *   <li>The same bytes, metadata and schema give scorers with the same answers.
 * </ul>
 *
 * <p>Implementations are immutable and safe for use by several threads.
 */
public interface ModelFormat {

    /**
     * Returns the name under which versions remember their format, such as {@code tribuo} or {@code onnx}.
     *
     * @return lower-case letters, digits and hyphens; never changes
     */
    String name();

    /**
     * Reads a model.
     *
     * @param <R> the type of rows
     * @param spec what the model is for: the schema, the kind of answer, the metadata that the format wrote beside the bytes
     * @param bytes the bytes of a registered version, whose digest has been verified
     * @return a scorer, which the caller closes
     * @throws CorruptModelException if the bytes are no model of this format
     * @throws MismatchedModelException if the model does not fit the spec: other inputs, other outputs, other classes
     * @throws UntrustedModelException if the bytes ask for what is not allowed: code, files, libraries
     */
    <R> Scorer<R> read(ModelSpec<R> spec, byte[] bytes);
}

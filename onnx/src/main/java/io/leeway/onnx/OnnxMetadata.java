package io.leeway.onnx;

/** The metadata that the format keeps with a version. */
final class OnnxMetadata {
    /** The {@link Mapping}, as text. */
    static final String MAPPING = "onnx.mapping";

    /** The end of what a training command printed. */
    static final String TRAINING_LOG = "onnx.training-log";

    private OnnxMetadata() {}
}

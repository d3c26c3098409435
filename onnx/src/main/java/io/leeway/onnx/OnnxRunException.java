package io.leeway.onnx;

import io.leeway.model.ModelException;

/** ONNX Runtime could not run a graph that it had loaded: for these inputs, in this memory, or within this time. */
public final class OnnxRunException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** The output that was asked for. */
    private final String output;

    OnnxRunException(String output, String what, Throwable cause) {
        super(
                "ONNX Runtime could not compute " + output + ": " + what
                        + ". Run the same inputs in Python's onnxruntime, and check the shapes that the graph was exported with.",
                cause);
        this.output = output;
    }

    /**
     * Returns which output was asked for.
     *
     * @return its name in the graph
     */
    public String output() {
        return output;
    }
}

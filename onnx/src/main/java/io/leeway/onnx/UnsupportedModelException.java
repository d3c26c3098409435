package io.leeway.onnx;

import io.leeway.model.ModelException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** An ONNX model that this version of ONNX Runtime cannot run: of a newer opset or format, or with an operator that it lacks. */
public final class UnsupportedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** The versions of the operators by their domain. */
    private final TreeMap<String, Long> opsets;

    /** The version of ONNX Runtime. */
    private final String runtime;

    UnsupportedModelException(long format, Map<String, Long> opsets, String runtime, String what, Throwable cause) {
        super(
                "ONNX Runtime " + runtime + " does not support this model, which is of version " + format
                        + " of the format (IR) and of the opsets " + Excerpt.of(new TreeMap<>(opsets)) + ": " + what
                        + ". Export it with an older opset (target_opset in skl2onnx, opset_version in PyTorch), or use a"
                        + " newer com.microsoft.onnxruntime:onnxruntime.",
                cause);
        this.opsets = new TreeMap<>(opsets);
        this.runtime = runtime;
    }

    /**
     * Returns the opsets that the model was exported with.
     *
     * @return versions by the domain of the operators, such as {@code ai.onnx}
     */
    public Map<String, Long> opsets() {
        return Collections.unmodifiableMap(opsets);
    }

    /**
     * Returns which ONNX Runtime refused the model.
     *
     * @return its version
     */
    public String runtime() {
        return runtime;
    }
}

package io.leeway.onnx.flat;

/** Says in one line why a graph cannot be compiled to flat arrays. */
public final class NotCompilableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param reason one line that reads on after "because"
     */
    public NotCompilableException(String reason) {
        super(reason);
    }
}

package io.leeway.online;

/** Thrown when a schema, row, id or label cannot be learnt from; the model is unchanged then. */
public final class OnlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to tell apart. */
    public enum Reason {
        /** The schema has no feature. */
        NO_FEATURES,
        /** The schema has no response. */
        NO_RESPONSE,
        /** A row with this id is already waiting for its label. */
        DUPLICATE_ID,
        /** A label is missing, NaN, beyond 1e150, none of the two classes, or of the other kind. */
        INVALID_LABEL,
        /** Answers have gone beyond 1e150: the algorithm or its rate does not suit these rows. */
        DIVERGED,
        /** No registry was given. */
        NO_REGISTRY,
        /** The version was rejected by a gate, or is not one of this model. */
        NOT_PROMOTABLE
    }

    private final Reason reason;

    OnlineException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Returns the reason.
     *
     * @return what was wrong
     */
    public Reason reason() {
        return reason;
    }
}

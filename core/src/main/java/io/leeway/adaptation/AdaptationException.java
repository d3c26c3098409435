package io.leeway.adaptation;

/** Thrown when a row, score, id or label cannot be used; the adapter is unchanged then. */
public final class AdaptationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to tell apart. */
    public enum Reason {
        /** The champion's score is no probability. */
        INVALID_SCORE,
        /** A row with this id is already waiting for its label. */
        DUPLICATE_ID,
        /** The schema is not the one that the adapter was made for, or the profile lacks a feature. */
        OTHER_SCHEMA
    }

    private final Reason reason;

    AdaptationException(Reason reason, String message) {
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

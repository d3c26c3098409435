package io.leeway.adaptation;

/** Thrown when a row, score, id or label cannot be used; the adapter is unchanged then. */
public final class AdaptationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to tell apart. */
    public enum Reason {
        /** The champion's score is no probability, or no number. */
        INVALID_SCORE,
        /** The label is no class of the adapter, or no number. */
        INVALID_LABEL,
        /** The bound on corrections is too small. */
        INVALID_BOUND,
        /** The response is of another kind than the adapter's, or does not vary. */
        OTHER_RESPONSE,
        /** A row with this id is already waiting for its label. */
        DUPLICATE_ID,
        /** The schema is not the one that the adapter was made for, or the profile lacks a feature. */
        OTHER_SCHEMA,
        /** The model predicts something else than the adaptation corrects: numbers, one probability, or those of certain classes. */
        UNSUPPORTED_MODEL,
        /** What a live model needs to learn is missing: a log of feedback, an id in the schema, or the profile of the training. */
        INCOMPLETE,
        /** A row or a revision that is asked for was never recorded, or was dropped since. */
        UNKNOWN,
        /** The version that answered, or what belongs to it, is no longer in the registry. */
        CHAMPION_GONE,
        /** Records of the feedback log that are needed are damaged, or were dropped since. */
        LOG_INCOMPLETE,
        /** The feedback log does not say what it must say if the revision had been committed from it. */
        OTHER_LOG,
        /** What is computed again is not what was recorded. */
        DIVERGED,
        /** Another process learns. */
        NOT_LEARNER
    }

    private final Reason reason;

    /**
     * Creates an exception.
     *
     * @param reason the reason
     * @param message what was wrong, and what to do
     */
    public AdaptationException(Reason reason, String message) {
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

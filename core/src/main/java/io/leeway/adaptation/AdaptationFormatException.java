package io.leeway.adaptation;

/** Thrown when bytes are not the state of an adapter: truncated, damaged, or written by another version. */
public final class AdaptationFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to tell apart. */
    public enum Reason {
        /** The bytes are something else. */
        NOT_AN_ADAPTER,
        /** The end is missing. */
        TRUNCATED,
        /** The bytes were changed, or contradict themselves. */
        CORRUPT,
        /** A newer version of this library wrote them. */
        NEWER_VERSION,
        /** An older version of this library wrote them, whose answers this one would not give to the bit. */
        OLDER_VERSION
    }

    private final Reason reason;

    AdaptationFormatException(Reason reason, String message) {
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

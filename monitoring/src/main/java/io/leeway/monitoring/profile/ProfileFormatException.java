package io.leeway.monitoring.profile;

/** Thrown when bytes are not a profile that this version can read. */
public final class ProfileFormatException extends ProfileException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ProfileFormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Returns what is wrong with the bytes.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** The reason why bytes cannot be read as a profile. */
    public enum Reason {
        /** The bytes do not begin like a profile. */
        NOT_A_PROFILE,
        /** The bytes were written by a newer version of the library. */
        NEWER_VERSION,
        /** There are fewer bytes than the header declares. */
        TRUNCATED,
        /** The bytes were changed, are followed by other bytes, or are inconsistent. */
        CORRUPT
    }
}

package io.leeway.monitoring.profile;

/** Says that bytes are not a profile that this version can read. */
public final class ProfileFormatException extends ProfileException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ProfileFormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Says what is wrong with the bytes.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** What is wrong with the bytes. */
    public enum Reason {
        /** They do not begin as a profile does. */
        NOT_A_PROFILE,
        /** They were written by a newer version of the library. */
        NEWER_VERSION,
        /** There are fewer than their header says. */
        TRUNCATED,
        /** They were changed, or are followed by others, or contradict themselves. */
        CORRUPT
    }
}

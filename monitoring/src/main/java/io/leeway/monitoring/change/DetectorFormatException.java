package io.leeway.monitoring.change;

/** Thrown when bytes are not the state of the detector that should be restored; the detector is unchanged. */
public final class DetectorFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    DetectorFormatException(Reason reason, String message) {
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

    /** The reason why bytes cannot be read. */
    public enum Reason {
        /** The bytes do not begin like the state of a detector. */
        NOT_A_DETECTOR,
        /** The bytes were written by a newer version of the library. */
        NEWER_VERSION,
        /** The bytes end too early. */
        TRUNCATED,
        /** The bytes were changed, are followed by other bytes, or contradict themselves. */
        CORRUPT,
        /** The bytes are of a detector of another name, or with other options. */
        OTHER_DETECTOR
    }
}

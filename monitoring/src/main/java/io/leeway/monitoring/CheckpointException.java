package io.leeway.monitoring;

import org.jspecify.annotations.Nullable;

/** Thrown when a monitor cannot go on from its checkpoint, or cannot use the folder for it. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    private final Reason reason;

    /** The file or folder. */
    private final String place;

    /** What was wrong. */
    public enum Reason {
        /** The checkpoint was written by another version of the library, whose form this one does not read. */
        OTHER_VERSION,
        /** The checkpoint is of a monitor of other features, or of another kind of model. */
        OTHER_MONITOR,
        /** No checkpoint in the folder is whole: all are cut short or changed. */
        DAMAGED,
        /** Another monitor, of this process or another, has the folder. */
        IN_USE,
        /** The folder cannot be read or written. */
        STORAGE
    }

    CheckpointException(Reason reason, String place, String message, @Nullable Throwable cause) {
        super(place + ": " + message, cause);
        this.reason = reason;
        this.place = place;
    }

    /**
     * Returns what was wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns where it was wrong.
     *
     * @return the path of the file or folder
     */
    public String place() {
        return place;
    }
}

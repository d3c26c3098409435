package io.leeway.model;

/** Bytes that are not a model: truncated, garbled, or written by something else. */
public final class CorruptModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** How many bytes there were. */
    private final long length;

    CorruptModelException(long length, String what) {
        super(message(length, what));
        this.length = length;
    }

    CorruptModelException(long length, String what, Throwable cause) {
        super(message(length, what), cause);
        this.length = length;
    }

    private static String message(long length, String what) {
        return "These " + length + " bytes are not a model in Tribuo's protobuf form: " + what
                + ". Read the artifact again from its registry, which checks its digest.";
    }

    /**
     * Returns how many bytes were given.
     *
     * @return the length of the refused bytes
     */
    public long length() {
        return length;
    }
}

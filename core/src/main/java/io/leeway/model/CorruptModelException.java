package io.leeway.model;

/** Thrown when bytes are not a model of their format: truncated, damaged, or written by something else. */
public final class CorruptModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** How many bytes there were. */
    private final long length;

    /**
     * Creates an exception.
     *
     * @param format the expected format, such as {@code Tribuo's protobuf form}
     * @param length the number of bytes
     * @param what what is wrong with them, without a full stop
     */
    public CorruptModelException(String format, long length, String what) {
        super(message(format, length, what));
        this.length = length;
    }

    /**
     * Creates an exception with a cause.
     *
     * @param format the expected format, such as {@code Tribuo's protobuf form}
     * @param length the number of bytes
     * @param what what is wrong with them, without a full stop
     * @param cause the exception of the parser
     */
    public CorruptModelException(String format, long length, String what, Throwable cause) {
        super(message(format, length, what), cause);
        this.length = length;
    }

    private static String message(String format, long length, String what) {
        return "These " + length + " bytes are not a model in " + format + ": " + what
                + ". Read the artifact again from its registry, which checks its digest.";
    }

    /**
     * Returns the number of bytes.
     *
     * @return the number of rejected bytes
     */
    public long length() {
        return length;
    }
}

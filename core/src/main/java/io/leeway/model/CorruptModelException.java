package io.leeway.model;

/** Bytes that are no model of their format: truncated, garbled, or written by something else. */
public final class CorruptModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** How many bytes there were. */
    private final long length;

    /**
     * Refuses bytes.
     *
     * @param format what they should be, such as {@code Tribuo's protobuf form}
     * @param length how many there are
     * @param what what is wrong with them, without a final point
     */
    public CorruptModelException(String format, long length, String what) {
        super(message(format, length, what));
        this.length = length;
    }

    /**
     * Refuses bytes that a parser could not read.
     *
     * @param format what they should be, such as {@code Tribuo's protobuf form}
     * @param length how many there are
     * @param what what is wrong with them, without a final point
     * @param cause what the parser threw
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
     * Returns how many bytes were given.
     *
     * @return the length of the refused bytes
     */
    public long length() {
        return length;
    }
}

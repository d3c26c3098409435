package io.leeway.retraining;

/** Thrown when a text is not the text form of a policy or of signals; tells the line and column. */
public final class PolicyFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    PolicyFormatException(int line, int column, String problem) {
        super("line " + line + ", column " + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /**
     * Returns the line of the text.
     *
     * @return the line, counted from 1
     */
    public int line() {
        return line;
    }

    /**
     * Returns the column of the text.
     *
     * @return the place in the line, counted from 1
     */
    public int column() {
        return column;
    }
}

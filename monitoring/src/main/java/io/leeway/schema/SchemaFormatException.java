package io.leeway.schema;

/** Thrown when a text is not the JSON form of a {@link TableSchema}; tells the line and column. */
public final class SchemaFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    SchemaFormatException(int line, int column, String problem) {
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

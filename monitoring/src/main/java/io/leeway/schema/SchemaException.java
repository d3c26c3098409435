package io.leeway.schema;

/**
 * Thrown when a schema is invalid or does not fit a row: a column is unknown or repeated, or has a type that cannot be
 * read.
 */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * Creates the exception.
     *
     * @param column the invalid column, or an empty string if the schema as a whole is invalid
     * @param message what is wrong and what to do
     */
    public SchemaException(String column, String message) {
        super(message);
        this.column = column;
    }

    SchemaException(String column, String message, Throwable cause) {
        super(message, cause);
        this.column = column;
    }

    /**
     * Returns the invalid column.
     *
     * @return its name, or an empty string if the schema as a whole is invalid
     */
    public String column() {
        return column;
    }
}

package io.leeway.schema;

/** Says that a schema cannot be what it was asked to be: an unknown or repeated column, or a type that it cannot read. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String column;

    /**
     * Creates the exception.
     *
     * @param column the column at fault, or an empty text where the schema as a whole is
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
     * Names the column at fault.
     *
     * @return its name, or an empty text where the schema as a whole is at fault
     */
    public String column() {
        return column;
    }
}

package io.leeway.feedback;

/** Thrown when a folder holds rows that the schema cannot read, or the schema has rows that cannot be stored. */
public final class FeedbackSchemaException extends FeedbackException {
    private static final long serialVersionUID = 1L;

    private final String column;

    FeedbackSchemaException(String column, String message) {
        super(message, null);
        this.column = column;
    }

    /**
     * Returns the column that does not fit.
     *
     * @return its name; an empty string if the schemas as a whole do not fit
     */
    public String column() {
        return column;
    }
}

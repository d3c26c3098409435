package io.leeway.schema;

/**
 * A difference between the schema that a model was trained with and the schema of rows that it may be served.
 *
 * @param column the name of the column; an empty string for the order of the columns
 * @param kind what differs
 * @param breaking whether the model cannot be served because of it
 * @param sentence the difference and its consequence in one sentence
 */
public record SchemaChange(String column, Kind kind, boolean breaking, String sentence) {

    /** What differs. */
    public enum Kind {
        /** A column of the first schema is not in the second. */
        MISSING,
        /** A column of the second schema is not in the first. */
        ADDED,
        /** The type of a column differs. */
        TYPE,
        /** The role of a column differs. */
        ROLE,
        /** A column is sensitive in one of them. */
        SENSITIVE,
        /** The columns stand in another order. */
        ORDER
    }

    @Override
    public String toString() {
        return (breaking ? "incompatible: " : "compatible: ") + sentence;
    }
}

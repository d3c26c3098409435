package io.leeway.schema;

/** What the ids of rows are. */
public enum IdType {
    /** Whole numbers: {@code long}, {@code int}, {@code short}, {@code byte} and their boxes. */
    NUMBER,
    /** Texts. */
    TEXT,
    /** {@link java.util.UUID}s. */
    UUID
}

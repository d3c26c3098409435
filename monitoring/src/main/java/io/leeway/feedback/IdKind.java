package io.leeway.feedback;

/** How the id of a row is stored. */
enum IdKind {
    /** The row has none, and gets no label. */
    NONE,
    /** A number; it is the id column's value as well, where the schema has one. */
    NUMBER,
    /** The 128 bits of a {@link RowId}. */
    WIDE
}

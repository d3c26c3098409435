package io.leeway.schema;

/** What a column is for. */
enum Role {
    FEATURE,
    RESPONSE,
    ID,
    TIME,
    NONE
}

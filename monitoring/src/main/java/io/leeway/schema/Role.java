package io.leeway.schema;

/** What a column is for. */
public enum Role {
    /** Read by the model. */
    FEATURE,
    /** What the model predicts. */
    RESPONSE,
    /** By which a later label is joined with its prediction. */
    ID,
    /** The event time. */
    TIME,
    /** Left out: not read by the model; still readable if it is sensitive. */
    NONE
}

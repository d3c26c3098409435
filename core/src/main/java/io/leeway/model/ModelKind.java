package io.leeway.model;

/** What a model answers. */
public enum ModelKind {
    /** One of several classes, with a probability for each. */
    CLASSIFICATION,
    /** A number. */
    REGRESSION
}

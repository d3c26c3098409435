package io.leeway.model;

/** The kind of a model's predictions. */
public enum ModelKind {
    /** One of several classes, with a probability for each. */
    CLASSIFICATION,
    /** A number. */
    REGRESSION
}

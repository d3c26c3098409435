package io.leeway.schema;

/** The type of a column: how its values are read and compared. */
public enum FeatureType {
    /** Read as a {@code double}; {@code NaN} means that the value is missing. */
    NUMERIC,
    /** Read as a {@code String}; {@code null} means that the value is missing. */
    CATEGORICAL
}

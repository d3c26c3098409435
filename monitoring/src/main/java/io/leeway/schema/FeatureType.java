package io.leeway.schema;

/** Says how a column's values are read and compared. */
public enum FeatureType {
    /** Read as a {@code double}; {@code NaN} means that the value is missing. */
    NUMERIC,
    /** Read as a {@code String}; {@code null} means that the value is missing. */
    CATEGORICAL
}

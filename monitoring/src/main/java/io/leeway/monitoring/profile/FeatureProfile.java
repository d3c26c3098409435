package io.leeway.monitoring.profile;

import io.leeway.schema.FeatureType;

/** A summary of the values of one feature. Immutable. */
public sealed interface FeatureProfile permits NumericProfile, CategoricalProfile {
    /**
     * Returns the type of the feature.
     *
     * @return the type of the feature
     */
    FeatureType type();

    /**
     * Returns the number of values that are present.
     *
     * @return the number of values that the other statistics are computed from
     */
    long count();

    /**
     * Returns the number of missing values.
     *
     * @return how many were {@code NaN} or {@code null}
     */
    long missing();

    /**
     * Returns the number of rows.
     *
     * @return values present, missing and (for numbers) infinite
     */
    long rows();

    /**
     * Returns the share of rows whose value is missing.
     *
     * @return between 0 and 1; 0 if there are no rows
     */
    default double missingShare() {
        return rows() == 0 ? 0 : (double) missing() / rows();
    }

    /**
     * Estimates the number of distinct values.
     *
     * @return the estimate, whose error is documented by the two implementations; 0 if there are no values
     */
    double distinct();
}

package io.leeway.monitoring.profile;

import io.leeway.schema.FeatureType;

/** What is known of one feature's values. Immutable. */
public sealed interface FeatureProfile permits NumericProfile, CategoricalProfile {
    /**
     * Says which of the two kinds it is.
     *
     * @return the type of the feature
     */
    FeatureType type();

    /**
     * Counts the values that were there.
     *
     * @return how many values the other figures are about
     */
    long count();

    /**
     * Counts the values that were missing.
     *
     * @return how many were {@code NaN} or {@code null}
     */
    long missing();

    /**
     * Counts the rows that were seen.
     *
     * @return values present, missing and (for numbers) infinite
     */
    long rows();

    /**
     * Gives the share of rows whose value was missing.
     *
     * @return between 0 and 1; 0 where there were no rows
     */
    default double missingShare() {
        return rows() == 0 ? 0 : (double) missing() / rows();
    }

    /**
     * Estimates how many different values there were.
     *
     * @return the estimate, see the kind for its error; 0 where there were no values
     */
    double distinct();
}

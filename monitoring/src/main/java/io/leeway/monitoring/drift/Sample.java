package io.leeway.monitoring.drift;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.util.Map;

/**
 * The values of one feature for a comparison: either all values or their profile.
 *
 * <p>Immutable and safe for use by several threads. Missing values are counted separately and never compared.
 */
public sealed interface Sample permits NumericSample, CategoricalSample {

    /**
     * Returns an exact sample of numbers.
     *
     * @param values the numbers in any order, copied; {@code NaN} and infinities are missing values
     * @return the sample
     */
    static NumericSample of(double... values) {
        return ExactSample.of(values, 0, values.length);
    }

    /**
     * Returns the sample of a numeric profile. Its comparisons are approximate and marked as such.
     *
     * @param profile the profile
     * @return the sample
     */
    static NumericSample of(NumericProfile profile) {
        return new BinnedSample(profile);
    }

    /**
     * Returns the sample of a categorical profile. Categories that the profile does not count by name are one further
     * category.
     *
     * @param profile the profile
     * @return the sample
     */
    static CategoricalSample of(CategoricalProfile profile) {
        return new CategoricalSample(profile.counts(), profile.other(), profile.missing());
    }

    /**
     * Returns the sample of a profile.
     *
     * @param profile numeric or categorical
     * @return the sample
     */
    static Sample of(FeatureProfile profile) {
        return profile instanceof NumericProfile numbers ? of(numbers) : of((CategoricalProfile) profile);
    }

    /**
     * Returns a sample of categories with known counts.
     *
     * @param counts rows of each category
     * @return the sample, without missing values
     * @throws IllegalArgumentException if a count is negative
     */
    static CategoricalSample ofCounts(Map<String, Long> counts) {
        return new CategoricalSample(counts, 0, 0);
    }

    /**
     * Returns the type of the feature.
     *
     * @return its type
     */
    FeatureType type();

    /**
     * Returns how many rows have a value.
     *
     * @return 0 or more
     */
    long size();

    /**
     * Returns how many rows have no value.
     *
     * @return 0 or more
     */
    long missing();

    /**
     * Returns whether this sample is a summary, so that results computed from it are not exact.
     *
     * @return whether the sample was made from a profile
     */
    boolean isApproximate();
}

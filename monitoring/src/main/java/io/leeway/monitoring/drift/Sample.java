package io.leeway.monitoring.drift;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.util.Map;

/**
 * The values of one feature, to be compared with others: all of them, or their profile.
 *
 * <p>Immutable and safe for use by several threads. Values that are missing are counted apart and never compared.
 */
public sealed interface Sample permits NumericSample, CategoricalSample {

    /**
     * Numbers, all of them.
     *
     * @param values the numbers in any order, copied; {@code NaN} and infinities are missing values
     * @return the sample
     */
    static NumericSample of(double... values) {
        return ExactSample.of(values, 0, values.length);
    }

    /**
     * Numbers known by their profile: comparisons are approximate and say so.
     *
     * @param profile the profile
     * @return the sample
     */
    static NumericSample of(NumericProfile profile) {
        return new BinnedSample(profile);
    }

    /**
     * Categories, by their counts. What a profile could not tell apart is one more category.
     *
     * @param profile the profile
     * @return the sample
     */
    static CategoricalSample of(CategoricalProfile profile) {
        return new CategoricalSample(profile.counts(), profile.other(), profile.missing());
    }

    /**
     * A feature known by its profile.
     *
     * @param profile numeric or categorical
     * @return the sample
     */
    static Sample of(FeatureProfile profile) {
        return profile instanceof NumericProfile numbers ? of(numbers) : of((CategoricalProfile) profile);
    }

    /**
     * Categories, by their counts.
     *
     * @param counts rows of each category
     * @return the sample, without missing values
     * @throws IllegalArgumentException when a count is negative
     */
    static CategoricalSample ofCounts(Map<String, Long> counts) {
        return new CategoricalSample(counts, 0, 0);
    }

    /**
     * The type of the feature.
     *
     * @return its type
     */
    FeatureType type();

    /**
     * How many rows have a value.
     *
     * @return 0 or more
     */
    long size();

    /**
     * How many rows have none.
     *
     * @return 0 or more
     */
    long missing();

    /**
     * Whether this is a summary, so that what is computed from it is not exact.
     *
     * @return whether the values themselves are not known
     */
    boolean isApproximate();
}

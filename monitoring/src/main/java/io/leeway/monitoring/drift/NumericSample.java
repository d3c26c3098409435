package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;

/** A sample of numbers. */
public sealed interface NumericSample extends Sample permits ExactSample, BinnedSample {

    @Override
    default FeatureType type() {
        return FeatureType.NUMERIC;
    }

    /**
     * The share of the values that are at most {@code x}.
     *
     * @param x any number
     * @return a number in [0, 1], {@code NaN} where the sample is empty
     */
    double cdf(double x);

    /**
     * The smallest value with at least a share {@code p} of the values at or below it.
     *
     * @param p in [0, 1]
     * @return the quantile, {@code NaN} where the sample is empty
     */
    double quantile(double p);

    /**
     * The points at which {@link #cdf} is known exactly and between which it may grow: the distinct values, or the limits of the
     * profile's buckets.
     *
     * @return in ascending order; a copy
     */
    double[] support();
}

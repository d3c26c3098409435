package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;

/** A sample of numbers. */
public sealed interface NumericSample extends Sample permits ExactSample, BinnedSample {

    @Override
    default FeatureType type() {
        return FeatureType.NUMERIC;
    }

    /**
     * Returns the share of the values that are at most {@code x}.
     *
     * @param x any number
     * @return a number in [0, 1], {@code NaN} if the sample is empty
     */
    double cdf(double x);

    /**
     * Returns the smallest value with at least a share {@code p} of the values at or below it.
     *
     * @param p in [0, 1]
     * @return the quantile; {@code NaN} if the sample is empty
     * @throws IllegalArgumentException if {@code p} lies outside [0, 1]
     */
    double quantile(double p);

    /**
     * Returns the quantile at a fraction, without rounding the fraction: the smallest value with at least
     * {@code numerator / denominator} of the values at or below it.
     *
     * @param numerator 0 or more
     * @param denominator at least {@code numerator}, and above 0
     * @return the quantile; {@code NaN} if the sample is empty
     */
    default double quantile(int numerator, int denominator) {
        return quantile((double) numerator / denominator);
    }

    /**
     * Returns the numbers of rows between limits.
     *
     * @param limits in ascending order, without duplicates
     * @return whole numbers, one more than limits: rows at most the first limit, rows above it and at most the second,
     *     ..., rows above the last; estimates if the sample is a profile
     */
    double[] counts(double[] limits);

    /**
     * Returns the population standard deviation of the values (divided by n).
     *
     * @return 0 or more, {@code NaN} if the sample is empty
     */
    double standardDeviation();

    /**
     * Returns the least share of the values that may be at most {@code x}.
     *
     * @param x any number
     * @return {@link #cdf} if all values are known; otherwise without the bucket of {@code x}
     */
    double leastAtMost(double x);

    /**
     * Returns the greatest share of the values that may be at most {@code x}.
     *
     * @param x any number
     * @return {@link #cdf} if all values are known; otherwise with the whole bucket of {@code x}
     */
    double mostAtMost(double x);

    /**
     * Returns the points between which {@link #cdf} is a straight line: the distinct values, or the limits of the
     * profile's buckets.
     *
     * @return in ascending order; a copy
     */
    double[] support();

    /**
     * Returns whether there are no more distinct values; those of a profile are its buckets.
     *
     * @param distinct 0 or more
     * @return whether there are at most as many
     */
    boolean hasAtMost(int distinct);
}

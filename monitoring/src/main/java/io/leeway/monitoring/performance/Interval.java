package io.leeway.monitoring.performance;

import java.util.Locale;

/**
 * An estimate with a confidence interval. Not defined, all three NaN, where the metric is not.
 *
 * @param estimate the metric on the rows as they are
 * @param lower lower end
 * @param upper upper end
 * @param confidence the share of such intervals that hold the true value, 0 to 1, as the method promises
 */
public record Interval(double estimate, double lower, double upper, double confidence) {

    /**
     * Whether a value lies in the interval, ends included.
     *
     * @param value the value
     * @return true if it does; false for NaN
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }

    /** One line such as {@code 0.5213 [0.5100, 0.5331]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate, lower, upper);
    }
}

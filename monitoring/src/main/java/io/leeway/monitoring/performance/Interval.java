package io.leeway.monitoring.performance;

import java.util.Locale;

/**
 * An estimate with its confidence interval. All three numbers are NaN if the metric is undefined.
 *
 * @param estimate the metric on the original rows
 * @param lower lower end
 * @param upper upper end
 * @param confidence the nominal share of such intervals that contain the true value, 0 to 1
 */
public record Interval(double estimate, double lower, double upper, double confidence) {

    /**
     * Returns whether the interval contains a value; the ends are inclusive.
     *
     * @param value the value
     * @return true if it does; false for NaN
     */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }

    /** Returns one line, such as {@code 0.5213 [0.5100, 0.5331]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", estimate, lower, upper);
    }
}

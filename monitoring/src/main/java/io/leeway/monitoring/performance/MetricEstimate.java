package io.leeway.monitoring.performance;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * An estimate of one metric without labels, and what the labels that came say about it.
 *
 * @param metric the name, such as {@code rocAuc} or {@code mae}
 * @param estimate the estimated value over all rows
 * @param lower lower end of the band, not below the metric's range
 * @param upper upper end of the band, not above the metric's range
 * @param confidence the confidence of the band, 0 to 1. The band covers the sampling error of independent rows around a
 *     correct estimate; it does not cover that the method's assumption fails
 * @param realised the metric over the labelled rows; empty if it is undefined there or there are none
 * @param error the estimate over the labelled rows minus {@code realised}; empty as {@code realised}
 */
public record MetricEstimate(
        String metric,
        double estimate,
        double lower,
        double upper,
        double confidence,
        OptionalDouble realised,
        OptionalDouble error) {

    /** Returns one line, such as {@code rocAuc 0.7124 [0.6921, 0.7327], realised 0.7011 (error +0.0098)}. */
    @Override
    public String toString() {
        String text = String.format(Locale.ROOT, "%s %.4f [%.4f, %.4f]", metric, estimate, lower, upper);
        return realised.isEmpty()
                ? text
                : text
                        + String.format(
                                Locale.ROOT,
                                ", realised %.4f (error %+.4f)",
                                realised.getAsDouble(),
                                error.getAsDouble());
    }
}

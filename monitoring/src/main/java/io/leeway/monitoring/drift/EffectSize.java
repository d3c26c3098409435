package io.leeway.monitoring.drift;

import java.util.Locale;

/**
 * How large a difference is, whatever the number of rows, with an interval at a level of 95%.
 *
 * <p>Measures: <i>hedges-g</i>, the difference of the means (current less reference) in pooled standard deviations; <i>superiority</i>, the probability
 * that a current number is greater than one of the reference, half of it if they are equal; <i>ks-distance</i>, the largest distance of the
 * distribution functions; <i>variance-ratio</i>, current to reference; <i>cramers-v</i> of the table of counts, from 0 to 1, equal to Cohen's w for
 * two samples; and <i>psi</i>. Samples without a spread have no g and no ratio: they are {@code NaN} or infinite.
 *
 * @param measure the name of the measure
 * @param estimate its estimate
 * @param lower the lower end of the interval
 * @param upper the upper end of the interval
 */
public record EffectSize(String measure, double estimate, double lower, double upper) {

    /** The level of the intervals. */
    public static final double CONFIDENCE = 0.95;

    /** Returns measure, estimate and interval, such as {@code cramers-v 0.12 (0.05 to 0.19)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.3g (%.3g to %.3g)", measure, estimate, lower, upper);
    }
}

package io.leeway.monitoring.fairness;

import io.leeway.monitoring.performance.Interval;
import java.util.Locale;

/**
 * How far groups are from one criterion.
 *
 * @param criterion the criterion
 * @param difference the largest rate minus the smallest, 0 is equal; Fairlearn's {@code ..._difference}. The interval
 *     accounts for the choice of these two groups among all
 * @param ratio the smallest rate divided by the largest, 1 is equal; Fairlearn's {@code ..._ratio}; NaN if all rates are 0
 * @param lowest the group with the smallest rate
 * @param highest the group with the largest rate
 */
public record Disparity(Criterion criterion, Interval difference, Interval ratio, String lowest, String highest) {

    /** Returns one line, such as {@code DEMOGRAPHIC_PARITY: difference 0.1 [0.05, 0.15], ratio ..., from a to b}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: difference %s, ratio %s, lowest %s, highest %s",
                criterion,
                difference,
                ratio,
                lowest,
                highest);
    }
}

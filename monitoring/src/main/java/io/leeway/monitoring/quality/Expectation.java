package io.leeway.monitoring.quality;

/**
 * A condition that data must satisfy. Created by {@link Expectations}. Immutable.
 *
 * <p>An expectation of values ignores missing values; the share of missing values is an expectation of its own. An
 * expectation is not met if there is nothing to check.
 */
public sealed interface Expectation permits RangeExpectation, CategoryExpectation, MissingExpectation, RowsExpectation {
    /**
     * Returns the column that is checked.
     *
     * @return the column, or an empty string if the rows as a whole are checked
     */
    String column();

    /**
     * Describes the expectation.
     *
     * @return for example {@code "distance" is between 0 and 6000}
     */
    String describe();
}

package io.leeway.monitoring.quality;

/**
 * A statement that data must keep to; {@link Expectations} words it. Immutable.
 *
 * <p>An expectation about values looks only at values that are there: a missing one is neither in a range nor out of it, and how many
 * there may be is an expectation of its own. Where there was nothing to look at, an expectation is not met.
 */
public sealed interface Expectation permits RangeExpectation, CategoryExpectation, MissingExpectation, RowsExpectation {
    /**
     * Names the column that it is about.
     *
     * @return the column, or an empty text where it is about the rows as a whole
     */
    String column();

    /**
     * Words the expectation.
     *
     * @return for example {@code "distance" is between 0 and 6000}
     */
    String describe();
}

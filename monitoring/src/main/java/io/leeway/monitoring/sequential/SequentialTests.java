package io.leeway.monitoring.sequential;

/** Factories of the sequential tests, meant for static import. Each call returns a new test. */
public final class SequentialTests {

    private SequentialTests() {}

    /**
     * Tests whether values in [0, 1] still have this mean; a proportion if the values are 0 and 1.
     *
     * @param reference the mean, in (0, 1)
     * @return a test of changes in both directions at an alpha of 0.01, see {@link SequentialMean}
     * @throws IllegalArgumentException if the mean lies outside (0, 1)
     */
    public static SequentialMean mean(double reference) {
        return new SequentialMean(reference);
    }

    /**
     * Tests whether numbers still have the distribution of a reference sample.
     *
     * @param reference at least 20 finite numbers, which are copied
     * @return a test at an alpha of 0.01, see {@link SequentialDistribution}
     * @throws IllegalArgumentException if there are too few, or one is not finite
     */
    public static SequentialDistribution distribution(double... reference) {
        return SequentialDistribution.ofNumbers(reference);
    }

    /**
     * Tests whether categories still have the shares of a reference sample. A value is the index of its category; any other number
     * counts as a category that the reference has not.
     *
     * @param counts rows of each category in the reference, at least 20 in all
     * @return a test at an alpha of 0.01, see {@link SequentialDistribution}
     * @throws IllegalArgumentException if there are too few, or one is negative
     */
    public static SequentialDistribution categories(long... counts) {
        return SequentialDistribution.ofCategories(counts);
    }

    /**
     * Returns a confidence sequence for the mean of values in [0, 1]: an interval that may be read after every row.
     *
     * @return an empty sequence with a confidence of 0.99, see {@link ConfidenceSequence}
     */
    public static ConfidenceSequence confidenceSequence() {
        return new ConfidenceSequence(ConfidenceSequence.DEFAULT_CONFIDENCE);
    }
}

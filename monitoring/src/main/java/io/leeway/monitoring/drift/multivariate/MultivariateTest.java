package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;

/**
 * A test that compares current rows with a reference by all columns together.
 *
 * <p>Columns become numbers in the same way for every test. A number is standardised by the mean and the standard deviation of the reference (by
 * the standard deviation of all rows where the reference is constant), and counts as 10<sup>9</sup> deviations from the mean if it is further
 * away. A category becomes one number, 0 or 1, for each of the reference's 20 most frequent categories and one for all others. What
 * is missing ({@code NaN}, infinite, no category) counts as the reference's mean or as no category, and a further column, 0 or 1, says that it is missing.
 *
 * <p>Immutable and safe for use by several threads; the same rows and seed give the same result.
 */
public sealed interface MultivariateTest
        permits PermutationTest, LinearMmd, ReconstructionError, ClassifierTwoSampleTest {

    /**
     * Returns the test's usual short name, such as {@code mmd}.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * Compares rows by all their columns.
     *
     * @param reference the reference
     * @param current the current rows
     * @return the result; {@link io.leeway.monitoring.drift.Verdict#INSUFFICIENT_DATA}, not an exception, if there are too few rows
     * @throws IllegalArgumentException if there is no column, or the two differ in the names or types of their columns
     */
    DriftResult test(Columns reference, Columns current);

    /**
     * Compares rows of numbers, such as embeddings.
     *
     * @param reference the reference, row by row; {@code NaN} and infinities are missing
     * @param current the current rows, likewise
     * @return the result, as {@link #test(Columns, Columns)} gives it
     * @throws IllegalArgumentException if rows differ in length, or have no number
     */
    default DriftResult test(double[][] reference, double[][] current) {
        int width = Vectors.width(reference, current);
        return test(Vectors.columns("reference", reference, width), Vectors.columns("current", current, width));
    }
}

package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A column to create an expectation of. Start with {@link Expectations#expect}. Immutable. */
public final class ExpectedColumn {
    private final String column;

    ExpectedColumn(String column) {
        this.column = Objects.requireNonNull(column, "column");
    }

    /**
     * Expects numbers within limits, inclusive. Missing values are ignored; infinite values violate the expectation.
     *
     * @param least the smallest allowed number
     * @param most the largest allowed number
     * @return the expectation
     * @throws IllegalArgumentException if the range is empty
     */
    public Expectation between(double least, double most) {
        return new RangeExpectation(column, least, most);
    }

    /**
     * Expects numbers that are at least a limit.
     *
     * @param least the smallest allowed number
     * @return the expectation
     */
    public Expectation atLeast(double least) {
        return new RangeExpectation(column, least, Double.POSITIVE_INFINITY);
    }

    /**
     * Expects numbers that are at most a limit.
     *
     * @param most the largest allowed number
     * @return the expectation
     */
    public Expectation atMost(double most) {
        return new RangeExpectation(column, Double.NEGATIVE_INFINITY, most);
    }

    /**
     * Expects finite numbers.
     *
     * @return the expectation
     */
    public Expectation finite() {
        return new RangeExpectation(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Expects values to be among given categories. Missing values are ignored.
     *
     * @param categories the allowed categories
     * @return the expectation
     * @throws IllegalArgumentException if there are no categories
     */
    public Expectation oneOf(String... categories) {
        return oneOf(List.of(categories));
    }

    /**
     * Expects values to be among given categories. Missing values are ignored.
     *
     * @param categories the allowed categories
     * @return the expectation
     * @throws IllegalArgumentException if there are no categories
     */
    public Expectation oneOf(Collection<String> categories) {
        return new CategoryExpectation(column, Set.copyOf(categories), "", 0);
    }

    /**
     * Expects values to be among the categories of a reference, for example of the training set.
     *
     * @param reference the profile of the reference
     * @param unseenAtMost the allowed share of values of other categories, between 0 and 1
     * @return the expectation
     * @throws io.leeway.monitoring.profile.ProfileException if the reference has no such categorical feature
     * @throws IllegalArgumentException if the reference has too many categories to count all by name
     */
    public Expectation knownTo(Profile reference, double unseenAtMost) {
        CategoricalProfile known = reference.categorical(column);
        if (known.other() > 0) {
            throw new IllegalArgumentException("the reference has more than " + CategoricalProfile.MAX_CATEGORIES
                    + " categories of \"" + column + "\", and not all are known");
        }
        return new CategoryExpectation(column, known.counts().keySet(), "those of the reference: ", unseenAtMost);
    }

    /**
     * Starts an expectation of the share of missing values.
     *
     * @return the share
     */
    public MissingShare missing() {
        return new MissingShare(column);
    }

    /** The share of a column's values that are missing. Immutable. */
    public static final class MissingShare {
        private final String column;

        private MissingShare(String column) {
            this.column = column;
        }

        /**
         * Expects at most a share of missing values.
         *
         * @param share the allowed share of rows without a value, between 0 and 1
         * @return the expectation
         * @throws IllegalArgumentException if the share is not between 0 and 1
         */
        public Expectation atMost(double share) {
            return new MissingExpectation(column, share);
        }
    }
}

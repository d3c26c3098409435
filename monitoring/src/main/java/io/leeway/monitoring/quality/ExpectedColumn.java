package io.leeway.monitoring.quality;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.Profile;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A column of which something is about to be expected; {@link Expectations#expect} names it. Immutable. */
public final class ExpectedColumn {
    private final String column;

    ExpectedColumn(String column) {
        this.column = Objects.requireNonNull(column, "column");
    }

    /**
     * Expects numbers within limits. A missing value is not out of range; an infinite one is.
     *
     * @param least the least that is allowed
     * @param most the greatest that is allowed
     * @return the expectation
     * @throws IllegalArgumentException if no value could be in the range
     */
    public Expectation between(double least, double most) {
        return new RangeExpectation(column, least, most);
    }

    /**
     * Expects numbers that are not too small.
     *
     * @param least the least that is allowed
     * @return the expectation
     */
    public Expectation atLeast(double least) {
        return new RangeExpectation(column, least, Double.POSITIVE_INFINITY);
    }

    /**
     * Expects numbers that are not too great.
     *
     * @param most the greatest that is allowed
     * @return the expectation
     */
    public Expectation atMost(double most) {
        return new RangeExpectation(column, Double.NEGATIVE_INFINITY, most);
    }

    /**
     * Expects no infinite numbers.
     *
     * @return the expectation
     */
    public Expectation finite() {
        return new RangeExpectation(column, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * Expects one of some categories. A missing value is not another category.
     *
     * @param categories those that are allowed
     * @return the expectation
     * @throws IllegalArgumentException if there is none
     */
    public Expectation oneOf(String... categories) {
        return oneOf(List.of(categories));
    }

    /**
     * Expects one of some categories. A missing value is not another category.
     *
     * @param categories those that are allowed
     * @return the expectation
     * @throws IllegalArgumentException if there is none
     */
    public Expectation oneOf(Collection<String> categories) {
        return new CategoryExpectation(column, Set.copyOf(categories), "", 0);
    }

    /**
     * Expects categories that a reference, for example the training set, had too.
     *
     * @param reference the profile of the reference
     * @param unseenAtMost the share of values that may be of other categories, between 0 and 1
     * @return the expectation
     * @throws io.leeway.monitoring.profile.ProfileException if the reference has no such categorical feature
     * @throws IllegalArgumentException if the reference had too many categories to know them all
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
     * Expects something of the share of missing values.
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
         * Expects few missing values.
         *
         * @param share the share of rows that may lack the value, between 0 and 1
         * @return the expectation
         * @throws IllegalArgumentException if the share is not between 0 and 1
         */
        public Expectation atMost(double share) {
            return new MissingExpectation(column, share);
        }
    }
}

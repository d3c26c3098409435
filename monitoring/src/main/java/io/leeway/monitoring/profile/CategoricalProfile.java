package io.leeway.monitoring.profile;

import io.leeway.schema.FeatureType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Summarises the values of a categorical feature in fixed memory. Merging the profiles of parts gives exactly the
 * profile of the whole.
 *
 * <p>Up to {@value #MAX_CATEGORIES} different categories every count is exact. Beyond that, the categories with the
 * smallest hashes are kept. This sample does not depend on how often or in which order categories occur: its counts
 * remain exact, and all other values are counted in {@link #other}. (A category among the smallest hashes of the whole
 * is among those of each part, so no part has dropped it.) Such a column is more of an identifier than a category.
 *
 * <p>A name longer than {@value #MAX_NAME} characters is shortened to its beginning and a hash of the whole name, see
 * {@link #nameOf}. Immutable and safe for use by several threads.
 */
public final class CategoricalProfile implements FeatureProfile {
    /** The maximum number of categories that are counted by name. */
    public static final int MAX_CATEGORIES = CategoricalAccumulator.MAX_CATEGORIES;

    /** The maximum length of a name that is kept in full. */
    public static final int MAX_NAME = CategoricalAccumulator.MAX_NAME;

    private static final CategoricalProfile EMPTY = new CategoricalProfile(new CategoricalAccumulator());

    private final CategoricalAccumulator state;
    private final Map<String, Long> counts;

    private CategoricalProfile(CategoricalAccumulator state) {
        this.state = state;
        Map<String, Long> sorted = new LinkedHashMap<>();
        state.counters().stream()
                .sorted(Comparator.comparingLong((CategoricalAccumulator.Counter c) -> c.count)
                        .reversed()
                        .thenComparing(c -> c.name))
                .forEach(c -> sorted.put(c.name, c.count));
        this.counts = java.util.Collections.unmodifiableMap(sorted);
    }

    /** Copies the state. */
    static CategoricalProfile of(CategoricalAccumulator state) {
        return new CategoricalProfile(state.copy());
    }

    /**
     * Returns the profile of no values, the neutral element of {@link #merge}.
     *
     * @return the empty profile
     */
    public static CategoricalProfile empty() {
        return EMPTY;
    }

    /**
     * Profiles values.
     *
     * @param values the values; {@code null} means missing
     * @return their profile
     */
    public static CategoricalProfile of(Iterable<? extends @Nullable String> values) {
        CategoricalAccumulator state = new CategoricalAccumulator();
        for (String value : values) {
            state.add(value, 1);
        }
        return of(state);
    }

    /**
     * Creates a profile from known counts.
     *
     * @param counts how often each category occurred
     * @param missing how many values were missing
     * @return their profile
     * @throws IllegalArgumentException if a count is below 0
     */
    public static CategoricalProfile ofCounts(Map<String, Long> counts, long missing) {
        CategoricalAccumulator state = new CategoricalAccumulator();
        state.add(null, notNegative("missing values", missing));
        counts.forEach((name, n) -> state.add(Objects.requireNonNull(name), notNegative(name, n)));
        return of(state);
    }

    /**
     * Profiles a part of a column of category codes.
     *
     * @param codes the column; a code below 0 means missing
     * @param from the first value
     * @param to the end, exclusive
     * @param names the category of each code; several codes may have the same category
     * @return their profile
     * @throws IndexOutOfBoundsException if the part is not within the column, or a code has no name
     */
    public static CategoricalProfile of(int[] codes, int from, int to, List<String> names) {
        Objects.checkFromToIndex(from, to, codes.length);
        CategoricalAccumulator state = new CategoricalAccumulator();
        state.addCodes(codes, from, to, names);
        return of(state);
    }

    private static long notNegative(String what, long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a count may not be below 0: " + what + " has " + n);
        }
        return n;
    }

    /**
     * Merges two profiles: the result is the profile of all their values. Associative and commutative to the bit.
     *
     * @param another the other profile
     * @return the profile of both
     */
    public CategoricalProfile merge(CategoricalProfile another) {
        CategoricalAccumulator merged = state.copy();
        merged.addAll(another.state);
        return of(merged);
    }

    CategoricalAccumulator state() {
        return state;
    }

    @Override
    public FeatureType type() {
        return FeatureType.CATEGORICAL;
    }

    @Override
    public long count() {
        return state.count();
    }

    @Override
    public long missing() {
        return state.missing();
    }

    @Override
    public long rows() {
        return state.count() + state.missing();
    }

    /**
     * Returns the count of each category that is counted by name.
     *
     * @return the counts, in descending order; equal counts are sorted by name
     */
    public Map<String, Long> counts() {
        return counts;
    }

    /**
     * Returns the name under which a category is counted.
     *
     * @param category any text
     * @return the text; if it is longer than {@value #MAX_NAME} characters, its beginning and a hash of the whole. Halves of
     *     characters (unpaired surrogates) are U+FFFD
     */
    public static String nameOf(String category) {
        return CategoricalAccumulator.nameOf(category);
    }

    /**
     * Returns the count of one category.
     *
     * @param category its name
     * @return how often it occurred; 0 if it did not occur or is counted in {@link #other}
     */
    public long count(String category) {
        Long n = counts.get(nameOf(category));
        return n == null ? 0 : n;
    }

    /**
     * Returns the number of values whose categories are not counted by name.
     *
     * @return how many; 0 up to {@value #MAX_CATEGORIES} categories
     */
    public long other() {
        return state.other();
    }

    /**
     * Returns the number of distinct categories.
     *
     * @return exact up to {@value #MAX_CATEGORIES}; beyond, an estimate from the largest of the kept hashes with a
     *     standard error of 2.2% (the k-minimum-values estimator of Bar-Yossef et al. 2002)
     */
    @Override
    public double distinct() {
        return state.distinct();
    }

    @Override
    public String toString() {
        int shown = 5;
        String top = counts.entrySet().stream()
                .limit(shown)
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        String rest = counts.size() > shown ? ", and " + (counts.size() - shown) + " more" : "";
        String beyond = other() > 0 ? ", other " + other() : "";
        return count() + " values, " + missing() + " missing: " + top + rest + beyond;
    }
}

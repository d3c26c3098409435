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
 * Counts the values of a categorical feature in fixed memory, so that summaries of parts merge into exactly the summary of the
 * whole.
 *
 * <p>Up to {@value #MAX_CATEGORIES} different categories every count is exact. Beyond that the categories with the least hashes
 * are kept, a sample that does not depend on how often or in which order they came: their counts stay exact, and all further values
 * are in {@link #other}. (Whoever is among the least hashes of the whole is among those of each part, so no part has dropped it.)
 * Such a column is more of an identifier than a category.
 *
 * <p>A name longer than {@value #MAX_NAME} characters is kept as its beginning and a hash of the whole, see {@link #nameOf}. Immutable and safe for use by
 * several threads.
 */
public final class CategoricalProfile implements FeatureProfile {
    /** The most categories that are counted by name. */
    public static final int MAX_CATEGORIES = CategoricalAccumulator.MAX_CATEGORIES;

    /** The longest name that is kept in full. */
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
     * Gives the summary of no values, which changes nothing when merged.
     *
     * @return the empty profile
     */
    public static CategoricalProfile empty() {
        return EMPTY;
    }

    /**
     * Counts values.
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
     * Takes counts that are known.
     *
     * @param counts how often each category came
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
     * Counts a part of a column of codes.
     *
     * @param codes the column; a code below 0 means missing
     * @param from the first value
     * @param to the end, exclusive
     * @param names the category that each code stands for; several codes may stand for one
     * @return their profile
     * @throws IndexOutOfBoundsException if the part is not within the column, or a code has no name
     */
    public static CategoricalProfile of(int[] codes, int from, int to, List<String> names) {
        Objects.checkFromToIndex(from, to, codes.length);
        long[] counts = new long[names.size()];
        long missing = 0;
        for (int i = from; i < to; i++) {
            if (codes[i] < 0) {
                missing++;
            } else {
                counts[codes[i]]++;
            }
        }
        CategoricalAccumulator state = new CategoricalAccumulator();
        state.add(null, missing);
        for (int code = 0; code < counts.length; code++) {
            state.add(names.get(code), counts[code]);
        }
        return of(state);
    }

    private static long notNegative(String what, long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a count may not be below 0: " + what + " has " + n);
        }
        return n;
    }

    /**
     * Summarises both, as if all their values had been seen by one. Associative and commutative to the bit.
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
     * Gives the count of each category that is counted by name.
     *
     * @return the counts, the greatest first and equal ones by name
     */
    public Map<String, Long> counts() {
        return counts;
    }

    /**
     * Says under which name a category is counted.
     *
     * @param category any text
     * @return the text; if it is longer than {@value #MAX_NAME} characters, its beginning and a hash of the whole. Halves of
     *     characters (unpaired surrogates) are U+FFFD
     */
    public static String nameOf(String category) {
        return CategoricalAccumulator.nameOf(category);
    }

    /**
     * Gives the count of one category.
     *
     * @param category its name
     * @return how often it came; 0 where it did not come or is among the {@link #other}
     */
    public long count(String category) {
        Long n = counts.get(nameOf(category));
        return n == null ? 0 : n;
    }

    /**
     * Counts the values of categories that are not counted by name.
     *
     * @return how many; 0 up to {@value #MAX_CATEGORIES} categories
     */
    public long other() {
        return state.other();
    }

    /**
     * Says how many different categories there were.
     *
     * @return exact up to {@value #MAX_CATEGORIES}; beyond, an estimate from the greatest of the kept hashes with a standard error
     *     of 2.2% (the k-minimum-values estimator of Bar-Yossef et al. 2002)
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

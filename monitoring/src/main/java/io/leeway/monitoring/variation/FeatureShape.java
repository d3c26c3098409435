package io.leeway.monitoring.variation;

import io.leeway.monitoring.drift.NumericSample;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bins of a feature, made from the whole reference, and the vector of a block or a window: the square roots of the bins' shares,
 * in which the noise of sampled rows has nearly the same variance, 1/4n, in every direction (Anscombe 1948). Missing values have a bin.
 */
final class FeatureShape {
    private static final int NUMBER_BINS = 10;
    private static final int MAXIMUM_CATEGORIES = 48;

    /** Categories that a block has fewer rows of, on average, are one bin. */
    private static final double ROWS_OF_A_BIN = 5;

    /** What Anscombe adds to a count before he takes the root. */
    private static final double ADDED = 3.0 / 8;

    private final FeatureType type;
    private final double[] limits;
    private final List<String> categories;
    private final Set<String> rare;

    /** Rare categories of one block alone, to which they were new. */
    private final Set<String> ofOneBlock;

    private final double[] shares;

    private FeatureShape(
            FeatureType type,
            double[] limits,
            List<String> categories,
            Set<String> rare,
            Set<String> ofOneBlock,
            FeatureProfile reference) {
        this.type = type;
        this.limits = limits;
        this.categories = categories;
        this.rare = rare;
        this.ofOneBlock = ofOneBlock;
        double[] counts = counts(reference, Set.of());
        this.shares =
                Arrays.stream(counts).map(count -> count / reference.rows()).toArray();
    }

    /** The bins of a reference that has a row, and of its blocks. */
    static FeatureShape of(FeatureProfile reference, List<FeatureProfile> blocks) {
        if (reference instanceof NumericProfile numbers) {
            return new FeatureShape(FeatureType.NUMERIC, limits(numbers), List.of(), Set.of(), Set.of(), reference);
        }
        double least = blocks.size() * ROWS_OF_A_BIN;
        List<String> kept = ((CategoricalProfile) reference)
                .counts().entrySet().stream()
                        .filter(entry -> entry.getValue() >= least)
                        .limit(MAXIMUM_CATEGORIES)
                        .map(Map.Entry::getKey)
                        .toList();
        Set<String> rare =
                new HashSet<>(((CategoricalProfile) reference).counts().keySet());
        kept.forEach(rare::remove);
        return new FeatureShape(
                FeatureType.CATEGORICAL, new double[0], kept, rare, inOneBlock(rare, blocks), reference);
    }

    private static Set<String> inOneBlock(Set<String> names, List<FeatureProfile> blocks) {
        Map<String, Integer> seen = new HashMap<>();
        for (FeatureProfile block : blocks) {
            ((CategoricalProfile) block).counts().keySet().forEach(name -> seen.merge(name, 1, Integer::sum));
        }
        return names.stream().filter(name -> seen.getOrDefault(name, 0) == 1).collect(Collectors.toSet());
    }

    /**
     * Limits between bins of about equal shares, in the gaps between buckets, so that values that are tied stay together whatever the
     * resolution of the profile that is counted. A least or greatest value that fills a bin is told apart from what lies beyond it.
     */
    private static double[] limits(NumericProfile reference) {
        List<NumericProfile.Bucket> buckets = reference.buckets();
        double[] limits = new double[NUMBER_BINS + 1];
        int size = 0;
        if (buckets.isEmpty()) {
            return new double[0];
        }
        double share = (double) reference.count() / NUMBER_BINS;
        if (buckets.get(0).count() >= share) {
            limits[size++] = below(buckets.get(0).lower());
        }
        long seen = 0;
        int next = 1;
        for (int i = 0; i < buckets.size(); i++) {
            seen += buckets.get(i).count();
            boolean last = i == buckets.size() - 1;
            if (seen >= next * share && (!last || buckets.get(i).count() >= share)) {
                double upper = buckets.get(i).upper();
                double limit = last
                        ? -below(-upper)
                        : between(upper, buckets.get(i + 1).lower());
                limits[size++] = limit;
                next = (int) Math.floor(seen / share) + 1;
            }
        }
        return Arrays.copyOf(limits, size);
    }

    /** Near enough below the least value that little fits between, and far enough for a profile of coarser buckets. */
    private static double below(double least) {
        double gap = Math.abs(least) * 0.01;
        return gap == 0 ? -Double.MIN_NORMAL : least - gap;
    }

    private static double between(double upper, double lower) {
        return lower > upper ? upper / 2 + lower / 2 : upper;
    }

    /** The rows in each bin; behind those of categories, rare and new ones; last, what is missing. */
    private double[] counts(FeatureProfile profile, Set<String> unknown) {
        if (profile instanceof NumericProfile numbers) {
            NumericSample sample = Sample.of(numbers);
            double[] counts = Arrays.copyOf(sample.counts(limits), limits.length + 2);
            counts[limits.length + 1] = sample.missing();
            return counts;
        }
        CategoricalProfile names = (CategoricalProfile) profile;
        int size = categories.size();
        double[] counts = new double[size + 3];
        for (int i = 0; i < size; i++) {
            counts[i] = names.count(categories.get(i));
        }
        // What a profile does not count by name is rare.
        counts[size] = names.other();
        names.counts()
                .forEach((name, rows) -> counts[size] += rare.contains(name) && !unknown.contains(name) ? rows : 0);
        counts[size + 1] = names.count() - Arrays.stream(counts, 0, size + 1).sum();
        counts[size + 2] = names.missing();
        return counts;
    }

    FeatureType type() {
        return type;
    }

    /** The vector of a profile that has a row: differences of square roots of shares, without the bias that few rows have. */
    double[] vector(FeatureProfile profile) {
        return vector(profile, Set.of());
    }

    /** The vector of a block of the reference, in which categories of no other block are new. */
    double[] vectorOfBlock(FeatureProfile block) {
        return vector(block, ofOneBlock);
    }

    private double[] vector(FeatureProfile profile, Set<String> unknown) {
        double[] counts = counts(profile, unknown);
        double rows = profile.rows();
        double all = rows + ADDED * counts.length;
        double[] vector = new double[counts.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Math.sqrt((counts[i] + ADDED) / all) - Math.sqrt((shares[i] * rows + ADDED) / all);
        }
        return vector;
    }

    /** The expected squared length of the vector of n independent rows of the reference, times n. */
    double noise() {
        long used = Arrays.stream(shares).filter(share -> share > 0).count();
        return Math.max(1, used - 1) * Scatter.NOISE_OF_SHARE;
    }
}

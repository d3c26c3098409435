package io.leeway.monitoring.variation;

import io.leeway.monitoring.drift.NumericSample;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    private final double[] shares;

    private FeatureShape(FeatureType type, double[] limits, List<String> categories, FeatureProfile reference) {
        this.type = type;
        this.limits = limits;
        this.categories = categories;
        double[] counts = counts(reference);
        this.shares =
                Arrays.stream(counts).map(count -> count / reference.rows()).toArray();
    }

    /** The bins of a reference that has a row. */
    static FeatureShape of(FeatureProfile reference, double rowsOfABlock) {
        if (reference instanceof NumericProfile numbers) {
            return new FeatureShape(FeatureType.NUMERIC, limits(numbers), List.of(), reference);
        }
        double least = reference.rows() / rowsOfABlock * ROWS_OF_A_BIN;
        List<String> kept = ((CategoricalProfile) reference)
                .counts().entrySet().stream()
                        .filter(entry -> entry.getValue() >= least)
                        .limit(MAXIMUM_CATEGORIES)
                        .map(Map.Entry::getKey)
                        .toList();
        return new FeatureShape(FeatureType.CATEGORICAL, new double[0], kept, reference);
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

    /** The rows in each bin; the last but one are what no bin takes, the last what is missing. */
    private double[] counts(FeatureProfile profile) {
        if (profile instanceof NumericProfile numbers) {
            NumericSample sample = Sample.of(numbers);
            double[] counts = Arrays.copyOf(sample.counts(limits), limits.length + 2);
            counts[limits.length + 1] = sample.missing();
            return counts;
        }
        CategoricalProfile names = (CategoricalProfile) profile;
        double[] counts = new double[categories.size() + 2];
        double rest = names.count();
        for (int i = 0; i < categories.size(); i++) {
            counts[i] = names.count(categories.get(i));
            rest -= counts[i];
        }
        counts[categories.size()] = rest;
        counts[categories.size() + 1] = names.missing();
        return counts;
    }

    FeatureType type() {
        return type;
    }

    /** The vector of a profile that has a row: differences of square roots of shares, without the bias that few rows have. */
    double[] vector(FeatureProfile profile) {
        double[] counts = counts(profile);
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
        return Math.max(1, used - 1) / 4.0;
    }
}

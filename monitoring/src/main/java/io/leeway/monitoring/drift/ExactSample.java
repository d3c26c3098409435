package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.BucketedSample;
import io.leeway.monitoring.statistics.BucketedSample.Selected;
import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.SmirnovDistance;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All the numbers; put into buckets, or sorted, when that is first asked for, and then for all comparisons.
 */
final class ExactSample implements NumericSample {

    private final double[] values;
    private final long missing;
    private volatile double @Nullable [] sorted;
    /** In buckets that suit this sample. */
    private volatile @Nullable BucketedSample bucketed;
    /** In the buckets of the sample that this was compared with last. */
    private volatile @Nullable BucketedSample guest;

    private volatile @Nullable Range range;
    private volatile @Nullable CentralMoments moments;
    /** With the reference that this was compared with last. */
    private volatile @Nullable ExactPair pair;

    /** Between the limits that were asked for last, which are those of a reference: for the other tests of the same two samples. */
    private volatile @Nullable Counts counted;

    private final Map<Integer, Counts> equalShares = new ConcurrentHashMap<>(2);

    private ExactSample(double[] values, long missing) {
        this.values = values;
        this.missing = missing;
    }

    static ExactSample of(double[] values, int from, int to) {
        double[] known = new double[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            if (Double.isFinite(values[i])) {
                // Minus zero and zero are the same number, but sort apart.
                known[n++] = values[i] + 0.0;
            }
        }
        return new ExactSample(n == known.length ? known : Arrays.copyOf(known, n), to - from - n);
    }

    /** A sample of numbers that are not copied if all are finite. */
    static ExactSample shared(double[] values) {
        boolean known = true;
        for (double value : values) {
            known &= Double.isFinite(value);
        }
        return known ? new ExactSample(values, 0) : of(values, 0, values.length);
    }

    /** A sample that the methods without a verdict can work with; numbers that are all finite are not copied. */
    static ExactSample notEmpty(String which, double[] values) {
        ExactSample sample = shared(values);
        if (sample.values.length == 0) {
            throw new IllegalArgumentException("the " + which + " has no finite number among " + values.length);
        }
        return sample;
    }

    /** The values in the order of arrival; not to be changed. */
    double[] values() {
        return values;
    }

    /** The values in buckets; the sample has a value. */
    BucketedSample bucketed() {
        BucketedSample known = bucketed;
        if (known == null) {
            known = BucketedSample.of(values);
            bucketed = known;
        }
        return known;
    }

    boolean isBucketed() {
        return bucketed != null;
    }

    /** The values in the buckets of another sample. */
    BucketedSample bucketedLike(ExactSample other) {
        BucketedSample wanted = other.bucketed();
        BucketedSample known = other == this ? wanted : guest;
        if (known == null || !known.isLike(wanted)) {
            known = wanted.like(values);
            guest = known;
        }
        return known;
    }

    /** The values in some buckets, if that has been done already. */
    private @Nullable BucketedSample inAnyBuckets() {
        BucketedSample known = bucketed;
        return known != null ? known : guest;
    }

    /** The values in ascending order; not to be changed. */
    double[] sorted() {
        double[] known = sorted;
        if (known == null) {
            if (values.length < SmirnovDistance.FEW) {
                // Minus zero and zero are the same number.
                known = Arrays.stream(values).map(value -> value + 0.0).sorted().toArray();
            } else {
                BucketedSample buckets = inAnyBuckets();
                known = (buckets == null ? bucketed() : buckets).sorted();
            }
            sorted = known;
        }
        return known;
    }

    boolean isSorted() {
        return sorted != null;
    }

    @Override
    public long size() {
        return values.length;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public boolean isApproximate() {
        return false;
    }

    @Override
    public double cdf(double x) {
        return values.length == 0 ? Double.NaN : (double) Ascending.atMost(sorted(), x) / values.length;
    }

    @Override
    public double leastAtMost(double x) {
        return cdf(x);
    }

    @Override
    public double mostAtMost(double x) {
        return cdf(x);
    }

    /** The values with ranks from 0 in ascending order, which are ascending, too. */
    double[] at(int... ranks) {
        boolean isSmall = isSorted() || values.length < SmirnovDistance.FEW;
        BucketedSample buckets = inAnyBuckets();
        return isSmall
                ? Arrays.stream(ranks).mapToDouble(rank -> sorted()[rank]).toArray()
                : (buckets == null ? bucketed() : buckets).select(ranks).values();
    }

    @Override
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a quantile needs p between 0 and 1, was " + p);
        }
        return values.length == 0 ? Double.NaN : sorted()[rank((long) Math.ceil(p * values.length)) - 1];
    }

    @Override
    public double quantile(int numerator, int denominator) {
        return values.length == 0 ? Double.NaN : sorted()[rank(numerator, denominator) - 1];
    }

    /**
     * The limits between bins with equal shares, without those of equal quantiles, see {@link Binning#equalShares}: by selection where the
     * sample is not sorted, and once for all comparisons.
     *
     * @param parts equal shares, at least 2; the sample has a value
     */
    double[] equalShares(int parts) {
        return equalShares.computeIfAbsent(parts, this::cut).limits;
    }

    /** Limits and how many values are between them. */
    private record Counts(double[] limits, double[] counts) {}

    private Counts cut(int parts) {
        int[] places = new int[parts];
        for (int i = 1; i < parts; i++) {
            places[i] = rank(i, parts) - 1;
        }
        boolean isSmall = isSorted() || values.length < SmirnovDistance.FEW;
        Selected selected = isSmall ? inOrder(places) : bucketed().select(places);
        double[] found = selected.values();
        double[] limits = new double[parts];
        int[] atMost = new int[parts];
        int size = 0;
        if (values.length > parts && found[1] == found[0] && found[0] > -Double.MAX_VALUE) {
            // What is below the sample is not in the bin of its least value if that is tied and fills a bin.
            limits[size++] = Math.nextDown(found[0]);
        }
        for (int i = 1; i < parts; i++) {
            if (size == 0 || found[i] != limits[size - 1]) {
                limits[size] = found[i];
                atMost[size++] = selected.atMost()[i];
            }
        }
        return new Counts(Arrays.copyOf(limits, size), between(Arrays.copyOf(atMost, size)));
    }

    private Selected inOrder(int[] places) {
        double[] ascending = sorted();
        double[] found =
                Arrays.stream(places).mapToDouble(place -> ascending[place]).toArray();
        int[] atMost = Arrays.stream(found)
                .mapToInt(value -> Ascending.atMost(ascending, value))
                .toArray();
        return new Selected(found, atMost);
    }

    /** How many values are between limits, of which so many are at most each. */
    private double[] between(int[] atMost) {
        double[] counts = new double[atMost.length + 1];
        int below = 0;
        for (int i = 0; i < atMost.length; i++) {
            counts[i] = atMost[i] - below;
            below = atMost[i];
        }
        counts[atMost.length] = values.length - below;
        return counts;
    }

    private int rank(int numerator, int denominator) {
        return rank(((long) numerator * values.length + denominator - 1) / denominator);
    }

    private int rank(long wanted) {
        return (int) Math.min(values.length, Math.max(1, wanted));
    }

    @Override
    public double[] counts(double[] limits) {
        for (Counts known : equalShares.values()) {
            if (known.limits == limits) {
                return known.counts.clone();
            }
        }
        Counts last = counted;
        if (last != null && Arrays.equals(last.limits, limits)) {
            return last.counts.clone();
        }
        double[] counts = newCounts(limits);
        counted = new Counts(limits.clone(), counts);
        return counts.clone();
    }

    private double[] newCounts(double[] limits) {
        if (isSorted()) {
            return between(Arrays.stream(limits)
                    .mapToInt(limit -> Ascending.atMost(sorted(), limit))
                    .toArray());
        }
        BucketedSample buckets = inAnyBuckets();
        if (buckets != null) {
            return between(buckets.countsAtMost(limits));
        }
        double[] counts = new double[limits.length + 1];
        for (double value : values) {
            counts[Ascending.firstNotBelow(limits, value)]++;
        }
        return counts;
    }

    @Override
    public boolean hasAtMost(int distinct) {
        Set<Double> seen = new HashSet<>();
        for (double value : values) {
            if (seen.add(value + 0.0) && seen.size() > distinct) {
                return false;
            }
        }
        return true;
    }

    /** The least of the values, of which there is at least one. */
    double least() {
        return range().least;
    }

    /** The greatest of the values, of which there is at least one. */
    double greatest() {
        return range().greatest;
    }

    private record Range(double least, double greatest) {}

    private Range range() {
        Range known = range;
        if (known == null) {
            double least = values[0];
            double greatest = values[0];
            for (double value : values) {
                // New extremes are rare, so that a processor guesses these branches rightly.
                if (value < least) {
                    least = value;
                }
                if (value > greatest) {
                    greatest = value;
                }
            }
            known = new Range(least, greatest);
            range = known;
        }
        return known;
    }

    /** What tests of a reference and these values have in common: kept for the other tests of the same two samples. */
    ExactPair pairWith(ExactSample reference) {
        ExactPair known = pair;
        if (known == null || !known.isOf(reference)) {
            known = new ExactPair(reference, this);
            pair = known;
        }
        return known;
    }

    /** The power of two that brings the values near 1, of which there is at least one. */
    double scale() {
        return Scale.of(this, this);
    }

    /** A value in the middle of the others rather than at their edge: from it nothing cancels where a feature is far from zero. */
    double origin() {
        double first = values[0];
        double middle = values[values.length / 2];
        double last = values[values.length - 1];
        return Math.max(Math.min(first, middle), Math.min(Math.max(first, middle), last));
    }

    /** Of the differences of the values to the {@link #origin}, in units of the {@link #scale}. */
    CentralMoments moments() {
        CentralMoments known = moments;
        if (known == null) {
            known = CentralMoments.of(values, CentralMoments.differences(scale(), origin() * scale()));
            moments = known;
        }
        return known;
    }

    @Override
    public double standardDeviation() {
        if (values.length == 0) {
            return Double.NaN;
        }
        // Rounding would leave a little of a constant's, and a distance in units of it means nothing.
        return least() == greatest() ? 0 : Math.sqrt(moments().second()) / scale();
    }

    @Override
    public double[] support() {
        return Arrays.stream(sorted()).distinct().toArray();
    }

    @Override
    public String toString() {
        return values.length + " numbers" + (missing > 0 ? ", " + missing + " missing" : "");
    }
}

package io.leeway.monitoring.drift;

import io.leeway.monitoring.profile.NumericProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers known by their profile: each bucket's values are taken to be spread evenly over it. */
final class BinnedSample implements NumericSample {

    private final NumericProfile profile;
    private final int scale;
    private final double[] lower;
    private final double[] upper;
    /** Values in the buckets up to each, itself included. */
    private final double[] upTo;
    /** In the coarser buckets that were last asked for. */
    private volatile @Nullable BinnedSample coarser;
    /** With the reference that it was last compared with. */
    private volatile @Nullable BinnedPair pair;

    BinnedSample(NumericProfile profile) {
        this(profile, profile.scale());
    }

    private BinnedSample(NumericProfile profile, int scale) {
        this.profile = profile;
        this.scale = scale;
        List<NumericProfile.Bucket> buckets = profile.buckets(scale);
        lower = new double[buckets.size()];
        upper = new double[buckets.size()];
        upTo = new double[buckets.size()];
        long sum = 0;
        for (int i = 0; i < lower.length; i++) {
            NumericProfile.Bucket bucket = buckets.get(i);
            sum += bucket.count();
            lower[i] = bucket.lower();
            upper[i] = bucket.upper();
            upTo[i] = sum;
        }
    }

    /**
     * The same numbers in buckets that are no finer than those of another profile: otherwise a number that many rows have would be spread over
     * more of its surroundings in one sample than in the other.
     */
    BinnedSample noFinerThan(BinnedSample other) {
        if (other.scale >= scale) {
            return this;
        }
        BinnedSample known = coarser;
        if (known == null || known.scale != other.scale) {
            known = new BinnedSample(profile, other.scale);
            coarser = known;
        }
        return known;
    }

    /** What tests of it and a reference need. Another reference replaces it, so that no more than one is kept. */
    BinnedPair pairWith(NumericSample reference) {
        BinnedPair known = pair;
        if (known == null || !known.isOf(reference)) {
            known = new BinnedPair(reference, this);
            pair = known;
        }
        return known;
    }

    @Override
    public long size() {
        return profile.count();
    }

    @Override
    public long missing() {
        return profile.missing() + profile.infinite();
    }

    @Override
    public boolean isApproximate() {
        return true;
    }

    /** As {@link NumericProfile#cdf}, without a walk over all buckets. */
    @Override
    public double cdf(double x) {
        return upTo.length == 0 ? Double.NaN : atMost(x) / upTo[upTo.length - 1];
    }

    /** {@link #cdf(double)} of ascending numbers, by one walk through the buckets. */
    double[] cdf(double[] ascending) {
        double[] shares = new double[ascending.length];
        int bucket = 0;
        for (int i = 0; i < shares.length; i++) {
            while (bucket < upper.length && upper[bucket] <= ascending[i]) {
                bucket++;
            }
            shares[i] = upTo.length == 0 ? Double.NaN : atMost(ascending[i], bucket) / upTo[upTo.length - 1];
        }
        return shares;
    }

    @Override
    public double leastAtMost(double x) {
        return share(Ascending.atMost(upper, x));
    }

    @Override
    public double mostAtMost(double x) {
        return share(Ascending.atMost(lower, x));
    }

    /** The share of the values in so many buckets from below. */
    private double share(int buckets) {
        return upTo.length == 0 ? Double.NaN : buckets == 0 ? 0 : upTo[buckets - 1] / upTo[upTo.length - 1];
    }

    private double atMost(double x) {
        return atMost(x, Ascending.atMost(upper, x));
    }

    /** How many values are at most x, given the first bucket whose upper limit is above it. */
    private double atMost(double x, int bucket) {
        double below = bucket == 0 ? 0 : upTo[bucket - 1];
        if (bucket == upper.length || x <= lower[bucket]) {
            return below;
        }
        return below + (upTo[bucket] - below) * ((x - lower[bucket]) / (upper[bucket] - lower[bucket]));
    }

    @Override
    public double quantile(double p) {
        if (scale == profile.scale() || p <= 0 || p >= 1) {
            return profile.quantile(p);
        }
        double rank = Math.ceil(p * size());
        int bucket = 0;
        while (upTo[bucket] < rank) {
            bucket++;
        }
        return rank <= 1 ? profile.min() : rank >= size() ? profile.max() : lower[bucket] / 2 + upper[bucket] / 2;
    }

    @Override
    public double[] counts(double[] limits) {
        double[] counts = new double[limits.length + 1];
        double below = 0;
        for (int i = 0; i < limits.length; i++) {
            double known = Math.rint(atMost(limits[i]));
            counts[i] = known - below;
            below = known;
        }
        counts[limits.length] = size() - below;
        return counts;
    }

    double mean() {
        return profile.mean();
    }

    @Override
    public double standardDeviation() {
        double n = profile.count();
        return n < 2 ? 0 / n : Math.min(Double.MAX_VALUE, profile.standardDeviation()) * Math.sqrt((n - 1) / n);
    }

    @Override
    public double[] support() {
        return Points.union(lower, upper);
    }

    @Override
    public boolean hasAtMost(int distinct) {
        return lower.length <= distinct;
    }

    @Override
    public String toString() {
        return "a profile of " + profile.count() + " numbers";
    }
}

package io.leeway.monitoring.drift;

import io.leeway.monitoring.profile.NumericProfile;

/** Numbers known by their profile. */
final class BinnedSample implements NumericSample {

    private final NumericProfile profile;

    BinnedSample(NumericProfile profile) {
        this.profile = profile;
    }

    @Override
    public long size() {
        return profile.count();
    }

    @Override
    public long missing() {
        return profile.missing();
    }

    @Override
    public boolean isApproximate() {
        return true;
    }

    @Override
    public double cdf(double x) {
        return profile.cdf(x);
    }

    @Override
    public double quantile(double p) {
        return profile.quantile(p);
    }

    @Override
    public double[] support() {
        return profile.buckets().stream()
                .mapToDouble(NumericProfile.Bucket::upper)
                .sorted()
                .distinct()
                .toArray();
    }

    @Override
    public String toString() {
        return "a profile of " + profile.count() + " numbers";
    }
}

package io.leeway.monitoring.drift;

import java.util.Arrays;

/**
 * How numbers are put into bins before their counts are compared; categories are their own bins.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Binning {

    /** The default number of bins. */
    public static final int DEFAULT_BINS = 10;

    static final Binning DEFAULT = equalShares(DEFAULT_BINS);

    /** The limits between the bins, for two samples with at least one number each: ascending, without duplicates. */
    @FunctionalInterface
    private interface Limits {
        double[] of(NumericSample reference, NumericSample current);
    }

    private final String description;
    private final Limits limits;

    private Binning(String description, Limits limits) {
        this.description = description;
        this.limits = limits;
    }

    /**
     * Returns bins with equal shares of the reference. A bin holds what is above the quantile before it and at most its own; of equal
     * quantiles one remains.
     *
     * @param bins at least 2
     * @return the bins
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public static Binning equalShares(int bins) {
        int parts = Options.bins(bins);
        return new Binning(bins + " bins", (reference, current) -> quantiles(reference, parts));
    }

    private static double[] quantiles(NumericSample reference, int bins) {
        if (reference instanceof ExactSample exact) {
            return exact.quantiles(bins);
        }
        double[] limits = new double[bins - 1];
        for (int i = 1; i < bins; i++) {
            limits[i - 1] = reference.quantile(i, bins);
        }
        return Arrays.stream(limits).distinct().toArray();
    }

    double[] limits(NumericSample reference, NumericSample current) {
        return limits.of(reference, current);
    }

    @Override
    public String toString() {
        return description;
    }
}

package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A distance between the shares of categories, or of bins of a number: drift if it is above a limit.
 *
 * <p>{@link DriftTests} has the distances and their sources. Categories that a profile does not count by name are one further category. A
 * distance without a p-value is always compared with its limit, even if a {@link DriftDetector} has a level. Immutable and safe for use by
 * several threads. Cost: for numbers, selecting the quantiles of the reference once and counting both samples; for categories, one pass
 * over both sets of counts.
 */
public final class ShareDistance extends FormulaTest {

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 50;

    /** The distance of two sets of counts with at least one row each. */
    @FunctionalInterface
    interface Formula {
        double of(Bins bins);

        /** The p-value of a distance, where there is one. */
        default OptionalDouble pValue(double distance, Bins bins) {
            return OptionalDouble.empty();
        }
    }

    private final Formula formula;
    private final double threshold;
    private final Binning binning;

    ShareDistance(String name, double threshold, Binning binning, Formula formula) {
        super(name, MINIMUM_ROWS, Set.of(FeatureType.values()));
        this.formula = formula;
        this.threshold = threshold;
        this.binning = binning;
    }

    /**
     * Sets the limit: a distance above it means drift.
     *
     * @param limit above 0
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public ShareDistance withThreshold(double limit) {
        return new ShareDistance(name(), Options.limit(limit), binning, formula);
    }

    /**
     * Sets the number of bins for numbers, with equal shares of the reference; the default is {@value Binning#DEFAULT_BINS}.
     *
     * @param count at least 2
     * @return a new value
     * @throws IllegalArgumentException if the count is less than 2
     */
    public ShareDistance withBins(int count) {
        return withBins(Binning.equalShares(count));
    }

    /**
     * Sets the bins for numbers; the default is {@link Binning#equalShares} of {@value Binning#DEFAULT_BINS}.
     *
     * @param choice the bins
     * @return a new value
     */
    public ShareDistance withBins(Binning choice) {
        return new ShareDistance(name(), threshold, choice, formula);
    }

    /**
     * Sets the base of the logarithm of a distance that is made of logarithms.
     *
     * @param logarithm a finite number above 1
     * @return a new value
     * @throws IllegalArgumentException if the base is not a finite number above 1, or the distance has no logarithm
     */
    public ShareDistance withBase(double logarithm) {
        if (!(formula instanceof Entropy entropy)) {
            throw new IllegalArgumentException(name() + " has no logarithm");
        }
        return new ShareDistance(name(), threshold, binning, entropy.withBase(logarithm));
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, threshold, false, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current) {
        Bins bins = Bins.of(reference, current, binning);
        double distance = formula.of(bins);
        return DriftResult.byLimit(this, distance, formula.pValue(distance, bins), threshold, reference, current);
    }

    /**
     * Returns the distance of two samples of numbers, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return formula.of(Bins.of(reference, current, binning));
    }

    /**
     * Returns the distance of two sets of counts, however few rows they have.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return 0 or more
     * @throws IllegalArgumentException if the lengths differ, a count is negative or all counts of one sample are 0
     */
    public double statistic(long[] reference, long[] current) {
        return formula.of(Bins.ofCounts(reference, current));
    }

    @Override
    public String toString() {
        return name() + ", limit " + threshold + ", numbers in " + binning;
    }
}

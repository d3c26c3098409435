package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Optional;
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

        /** The distance with its p-value, where there is one. */
        default Optional<Significance> significance(double distance, Bins bins, PValueMethod method) {
            return Optional.empty();
        }

        /** The rows of each of two equal samples that show a distance, where it has a p-value. */
        default OptionalDouble rowsNeeded(double distance, int bins, double alpha, double power) {
            return OptionalDouble.empty();
        }
    }

    private final Formula formula;
    private final double threshold;
    private final Binning binning;
    private final PValueMethod method;

    ShareDistance(String name, double threshold, Binning binning, Formula formula) {
        this(name, MINIMUM_ROWS, threshold, binning, formula);
    }

    ShareDistance(String name, int minimumRows, double threshold, Binning binning, Formula formula) {
        this(name, minimumRows, threshold, binning, formula, PValueMethod.AUTO);
    }

    private ShareDistance(
            String name, int minimumRows, double threshold, Binning binning, Formula formula, PValueMethod method) {
        super(name, minimumRows, Set.of(FeatureType.values()));
        this.formula = formula;
        this.threshold = threshold;
        this.binning = binning;
        this.method = method;
    }

    /**
     * Sets the limit: a distance above it means drift.
     *
     * @param limit above 0
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public ShareDistance withThreshold(double limit) {
        return new ShareDistance(name(), minimumRows(), Options.limit(limit), binning, formula, method);
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
        return new ShareDistance(name(), minimumRows(), threshold, choice, formula, method);
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
        return new ShareDistance(name(), minimumRows(), threshold, binning, entropy.withBase(logarithm), method);
    }

    /**
     * Sets how the p-value is computed; the default is {@link PValueMethod#AUTO}. Has no effect on a distance without a p-value.
     *
     * @param choice exact, by simulation, asymptotic or by size
     * @return a new value
     */
    public ShareDistance withMethod(PValueMethod choice) {
        return new ShareDistance(name(), minimumRows(), threshold, binning, formula, choice);
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, threshold, false, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current, double least) {
        Bins bins = Bins.of(reference, current, binning).comparedWith(least);
        double distance = formula.of(bins);
        return formula.significance(distance, bins, method)
                .map(found -> DriftResult.byLimit(this, found, threshold, reference, current)
                        .with(Effects.psi(distance, bins)))
                .orElseGet(() ->
                        DriftResult.byLimit(this, distance, OptionalDouble.empty(), threshold, reference, current));
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

    /**
     * Returns how many rows each of two samples of equal size needs, so that the p-value of a distance of this size is at most a level with a given
     * probability: for {@code psi} by the noncentral chi-squared distribution, with n times the index / 2.
     *
     * @param distance the distance to be found, above 0
     * @param bins the number of bins, or of categories, at least 2
     * @param alpha the level, in (0, 1)
     * @param power the probability of finding it, above the level and below 1
     * @return rows of each sample, at least {@link #MINIMUM_ROWS}
     * @throws IllegalArgumentException if an argument is out of its range, or the distance has no p-value
     */
    public long rowsNeeded(double distance, int bins, double alpha, double power) {
        Options.power(alpha, power);
        double exact = formula.rowsNeeded(distance, Options.bins(bins), alpha, power)
                .orElseThrow(() -> new IllegalArgumentException(name() + " has no p-value"));
        return SampleSizes.rows(exact, minimumRows());
    }

    @Override
    public String toString() {
        return name() + ", limit " + threshold + ", numbers in " + binning
                + (method == PValueMethod.AUTO ? "" : ", p-value " + method);
    }
}

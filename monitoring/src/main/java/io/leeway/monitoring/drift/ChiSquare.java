package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's chi-square test of homogeneity: whether two samples have the same shares of categories, or of bins of a number.
 *
 * <p>The statistic is the sum of (observed - expected)^2 / expected over the 2 x k table of counts, without a
 * continuity correction; its p-value comes from the chi-squared distribution with k - 1 degrees of freedom (Pearson
 * 1900), as {@code chi2_contingency(table, correction=False)} in scipy. Numbers are put into bins with equal shares of
 * the reference, as by {@link Psi}. Categories that are empty in both samples are ignored; if a single category
 * remains, the statistic is 0 and the p-value 1. The p-value is an approximation that is good if every expected count
 * is 5 or more.
 *
 * <p>Immutable and safe for use by several threads. Cost: for numbers, sorting the reference once and a binary search
 * per current value; for categories, one pass over both sets of counts.
 */
public final class ChiSquare implements DriftTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The default number of bins for numbers. */
    public static final int DEFAULT_BINS = 10;

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 50;

    static final ChiSquare DEFAULT = new ChiSquare(DEFAULT_ALPHA, DEFAULT_BINS);

    private final double alpha;
    private final int bins;

    private ChiSquare(double alpha, int bins) {
        this.alpha = alpha;
        this.bins = bins;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public ChiSquare withAlpha(double level) {
        return new ChiSquare(Options.level(level), bins);
    }

    /**
     * Sets the number of bins for numbers; the default is {@value #DEFAULT_BINS}.
     *
     * @param count at least 2
     * @return a new value
     * @throws IllegalArgumentException if the count is less than 2
     */
    public ChiSquare withBins(int count) {
        return new ChiSquare(alpha, Options.bins(count));
    }

    @Override
    public String name() {
        return "chi-square";
    }

    @Override
    public boolean supports(FeatureType type) {
        return true;
    }

    @Override
    public DriftResult test(Sample reference, Sample current) {
        Bins.requireSameType(reference, current);
        if (reference.size() < MINIMUM_ROWS || current.size() < MINIMUM_ROWS) {
            return DriftResult.insufficient(this, alpha, true, reference, current);
        }
        Bins counts = Bins.of(reference, current, bins);
        double statistic = statistic(counts);
        return DriftResult.byLevel(this, statistic, pValue(statistic, counts.size()), alpha, reference, current);
    }

    /**
     * Returns the statistic of two samples of numbers.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return statistic(Bins.of(reference, current, bins));
    }

    /**
     * Returns the statistic of two sets of counts.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return 0 or more
     * @throws IllegalArgumentException if the lengths differ, a count is negative or all counts of one sample are 0
     */
    public double statistic(long[] reference, long[] current) {
        return statistic(Bins.ofCounts(reference, current));
    }

    /**
     * Returns the p-value of a statistic.
     *
     * @param statistic 0 or more
     * @param categories the number of categories that have rows, at least 1
     * @return the probability of a statistic at least as large if nothing has changed, in [0, 1]
     */
    public double pValue(double statistic, int categories) {
        return categories < 2 ? 1 : ChiSquaredDistribution.of(categories - 1).survivalProbability(statistic);
    }

    private static double statistic(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double r = bins.reference(i);
            double c = bins.current(i);
            // Both rows of a column are off by the same amount, so that their two terms share the numerator.
            double off = (r * m - c * n) / (n + m);
            double expected = (r + c) / (n + m);
            sum += off * off / expected * (1 / n + 1 / m);
        }
        return sum;
    }

    @Override
    public String toString() {
        return "chi-square at level " + alpha + ", numbers in " + bins + " bins";
    }
}

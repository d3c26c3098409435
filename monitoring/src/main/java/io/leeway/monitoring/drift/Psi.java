package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The population stability index: how far the shares of a set of bins have moved.
 *
 * <p>With shares r of the reference and c of the current sample it is the sum of (c - r) ln(c / r) over the bins. Numbers are put into
 * bins with equal shares of the reference; categories are their own bins, with one more for what a profile could not tell apart. A bin
 * that is empty in one sample counts half a row there, so that the index stays finite and the correction fades as samples grow.
 *
 * <p>Where nothing has changed the index is near (1/n + 1/m) times a chi-squared variable with (bins - 1) degrees of freedom (Yurdakul and
 * Naranjo, "Statistical properties of the population stability index", 2020), which gives the p-value. So the usual limits of 0.1 and
 * 0.2 raise false alarms on small samples: with 200 rows in both and 10 bins, chance alone puts the index above 0.1 in 37 looks of 100 and
 * above 0.2 in 2.5; with 200 rows against a reference of 20,000 above 0.1 in 2.4; with 500 in both in 0.3 (simulated, normal numbers).
 *
 * <p>Immutable and safe for use by several threads. Cost: sorting the reference once, a binary search per current value.
 */
public final class Psi implements DriftTest {

    /** Bins for numbers, unless chosen. */
    public static final int DEFAULT_BINS = 10;

    /** The limit above which the index says drift, unless chosen. */
    public static final double DEFAULT_THRESHOLD = 0.2;

    /** Rows that each sample needs. */
    public static final int MINIMUM_ROWS = 50;

    static final Psi DEFAULT = new Psi(DEFAULT_BINS, DEFAULT_THRESHOLD);

    private final int bins;
    private final double threshold;

    private Psi(int bins, double threshold) {
        this.bins = bins;
        this.threshold = threshold;
    }

    /**
     * Sets the number of bins for numbers.
     *
     * @param count at least 2
     * @return a new value
     * @throws IllegalArgumentException when the count is less than 2
     */
    public Psi withBins(int count) {
        return new Psi(Options.bins(count), threshold);
    }

    /**
     * Sets the limit above which the index says drift.
     *
     * @param limit above 0
     * @return a new value
     * @throws IllegalArgumentException when the limit is not above 0
     */
    public Psi withThreshold(double limit) {
        return new Psi(bins, Options.limit(limit));
    }

    @Override
    public String name() {
        return "psi";
    }

    @Override
    public boolean supports(FeatureType type) {
        return true;
    }

    @Override
    public DriftResult test(Sample reference, Sample current) {
        Bins.requireSameType(reference, current);
        if (reference.size() < MINIMUM_ROWS || current.size() < MINIMUM_ROWS) {
            return DriftResult.insufficient(this, threshold, false, reference, current);
        }
        Bins counts = Bins.of(reference, current, bins);
        double index = index(counts);
        return DriftResult.byLimit(
                this, index, OptionalDouble.of(pValue(index, counts)), threshold, reference, current);
    }

    /**
     * The index of two samples of numbers.
     *
     * @param reference numbers, at least one of them finite; {@code NaN} and infinities are left out
     * @param current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException when a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return index(Bins.of(reference, current, bins));
    }

    /**
     * The index of two sets of counts.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return 0 or more
     * @throws IllegalArgumentException when the lengths differ, a count is negative or all counts of one sample are 0
     */
    public double statistic(long[] reference, long[] current) {
        return index(Bins.ofCounts(reference, current));
    }

    private static double index(Bins bins) {
        double n = bins.referenceRows();
        double m = bins.currentRows();
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double r = Math.max(bins.reference(i), 0.5) / n;
            double c = Math.max(bins.current(i), 0.5) / m;
            sum += (c - r) * Math.log(c / r);
        }
        return sum;
    }

    private static double pValue(double index, Bins bins) {
        if (bins.size() < 2) {
            return 1;
        }
        double scale = 1.0 / bins.referenceRows() + 1.0 / bins.currentRows();
        return ChiSquaredDistribution.of(bins.size() - 1).survivalProbability(index / scale);
    }

    @Override
    public String toString() {
        return "psi with " + bins + " bins, limit " + threshold;
    }
}

package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.OptionalDouble;

/**
 * The Jensen-Shannon distance between the shares of categories, or of bins of a number.
 *
 * <p>With shares p and q and m = (p + q) / 2 it is the square root of (KL(p, m) + KL(q, m)) / 2, a metric (Endres and
 * Schindelin 2003), as {@code jensenshannon} in scipy. With logarithms to base 2, the default, it lies between 0 (same
 * shares) and 1 (nothing in common). Numbers are put into bins with equal shares of the reference, as by {@link Psi}; a
 * category that is empty in one sample needs no special treatment.
 *
 * <p>It has no p-value: it is always compared with its limit, even if a {@link DriftDetector} has a level. Without any
 * change, the expected squared distance (base 2) is about (k - 1) (1/n + 1/m) / 5.5 with k bins: with 10 bins and 200
 * rows in both samples the distance is 0.13, above the usual limit of 0.1; with 2,000 rows it is 0.04. With 500 rows in
 * both samples it exceeds 0.1 in 13 of 100 comparisons (simulated).
 *
 * <p>Immutable and safe for use by several threads. Cost: as {@link ChiSquare}.
 */
public final class JensenShannon implements DriftTest {

    /** The default limit: a distance above it means drift. */
    public static final double DEFAULT_THRESHOLD = 0.1;

    /** The default base of the logarithm. */
    public static final double DEFAULT_BASE = 2;

    /** The default number of bins for numbers. */
    public static final int DEFAULT_BINS = 10;

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 50;

    static final JensenShannon DEFAULT = new JensenShannon(DEFAULT_THRESHOLD, DEFAULT_BASE, DEFAULT_BINS);

    private final double threshold;
    private final double base;
    private final int bins;

    private JensenShannon(double threshold, double base, int bins) {
        this.threshold = threshold;
        this.base = base;
        this.bins = bins;
    }

    /**
     * Sets the limit: a distance above it means drift. The default is {@value #DEFAULT_THRESHOLD}.
     *
     * @param limit above 0
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public JensenShannon withThreshold(double limit) {
        return new JensenShannon(Options.limit(limit), base, bins);
    }

    /**
     * Sets the base of the logarithm; the default is {@value #DEFAULT_BASE}. With {@code Math.E} the distance lies
     * between 0 and 0.8326.
     *
     * @param logarithm above 1
     * @return a new value
     * @throws IllegalArgumentException if the base is not a finite number above 1
     */
    public JensenShannon withBase(double logarithm) {
        if (!(logarithm > 1 && logarithm <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the base of a logarithm is above 1, was " + logarithm);
        }
        return new JensenShannon(threshold, logarithm, bins);
    }

    /**
     * Sets the number of bins for numbers; the default is {@value #DEFAULT_BINS}.
     *
     * @param count at least 2
     * @return a new value
     * @throws IllegalArgumentException if the count is less than 2
     */
    public JensenShannon withBins(int count) {
        return new JensenShannon(threshold, base, Options.bins(count));
    }

    @Override
    public String name() {
        return "jensen-shannon";
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
        double distance = distance(Bins.of(reference, current, bins));
        return DriftResult.byLimit(this, distance, OptionalDouble.empty(), threshold, reference, current);
    }

    /**
     * Returns the distance of two samples of numbers.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return distance(Bins.of(reference, current, bins));
    }

    /**
     * Returns the distance of two sets of counts.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return 0 or more
     * @throws IllegalArgumentException if the lengths differ, a count is negative or all counts of one sample are 0
     */
    public double statistic(long[] reference, long[] current) {
        return distance(Bins.ofCounts(reference, current));
    }

    private double distance(Bins bins) {
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double p = bins.reference(i) / bins.referenceRows();
            double q = bins.current(i) / bins.currentRows();
            double middle = (p + q) / 2;
            sum += relativeEntropy(p, middle) + relativeEntropy(q, middle);
        }
        return Math.sqrt(Math.max(0, sum) / Math.log(base) / 2);
    }

    private static double relativeEntropy(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle);
    }

    @Override
    public String toString() {
        return "jensen-shannon to base " + base + ", limit " + threshold + ", numbers in " + bins + " bins";
    }
}

package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The Wasserstein distance of order 1, also called earth mover's distance: the average distance that the numbers of one
 * sample have to be moved to become the other sample.
 *
 * <p>It is the area between the two distribution functions (Vallender 1974), as {@code wasserstein_distance} in scipy.
 * By default (see {@link #withoutNormalisation}) it is divided by the population standard deviation of the reference,
 * so that one limit fits features in all units: 0.1 is a shift by a tenth of a standard deviation. If the reference is
 * constant, the normalised distance is 0 to the same constant and infinite to any other sample.
 *
 * <p>It has no p-value: it is always compared with its limit, even if a {@link DriftDetector} has a level. Without any
 * change, the normalised distance of normal numbers is about 1.3 sqrt(1/n + 1/m): with 500 rows in both samples it
 * exceeds 0.1 in 23 of 100 comparisons, with 1,000 in 4; with 500 rows against 20,000 in 3 (simulated).
 *
 * <p>Immutable and safe for use by several threads. Cost: sorting both samples, once each. For profiles, values are
 * assumed to be spread evenly over their bucket; the error of the distance is at most the sum of the mean bucket widths
 * of both samples.
 */
public final class Wasserstein implements DriftTest {

    /** The default limit: a normalised distance above it means drift. */
    public static final double DEFAULT_THRESHOLD = 0.1;

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 50;

    private static final int ORDINARY_EXPONENT = 1_000;

    static final Wasserstein DEFAULT = new Wasserstein(DEFAULT_THRESHOLD, true);

    private final double threshold;
    private final boolean normalised;

    private Wasserstein(double threshold, boolean normalised) {
        this.threshold = threshold;
        this.normalised = normalised;
    }

    /**
     * Sets the limit: a distance above it means drift. The default is {@value #DEFAULT_THRESHOLD}.
     *
     * @param limit above 0, in reference standard deviations, or in the feature's unit without normalisation
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public Wasserstein withThreshold(double limit) {
        return new Wasserstein(Options.limit(limit), normalised);
    }

    /**
     * Turns normalisation off: the distance is in the feature's own unit.
     *
     * @param limit the limit in the feature's unit, above 0; a distance above it means drift
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public Wasserstein withoutNormalisation(double limit) {
        return new Wasserstein(Options.limit(limit), false);
    }

    @Override
    public String name() {
        return "wasserstein";
    }

    @Override
    public boolean supports(FeatureType type) {
        return type == FeatureType.NUMERIC;
    }

    @Override
    public DriftResult test(Sample reference, Sample current) {
        if (!(reference instanceof NumericSample before) || !(current instanceof NumericSample now)) {
            throw new IllegalArgumentException(
                    "Wasserstein compares numbers, not " + reference.type() + " with " + current.type());
        }
        if (before.size() < MINIMUM_ROWS || now.size() < MINIMUM_ROWS) {
            return DriftResult.insufficient(this, threshold, false, before, now);
        }
        return DriftResult.byLimit(this, statistic(before, now), OptionalDouble.empty(), threshold, before, now);
    }

    /**
     * Returns the distance of two samples.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return statistic(ExactSample.notEmpty("reference", reference), ExactSample.notEmpty("current sample", current));
    }

    private double statistic(NumericSample before, NumericSample now) {
        double[] ends = {before.quantile(0.0), before.quantile(1.0), now.quantile(0.0), now.quantile(1.0)};
        double scale = scale(Arrays.stream(ends).map(Math::abs).max().orElse(1));
        double distance = before instanceof ExactSample x && now instanceof ExactSample y
                ? area(x.sorted(), y.sorted(), scale)
                : Difference.of(before, now).area(scale);
        if (!normalised || distance == 0) {
            return distance / scale;
        }
        return distance / (before.standardDeviation() * scale);
    }

    /** A power of two with which numbers that are so large that their difference could overflow, or so small, are near 1. */
    private static double scale(double largest) {
        int exponent = Math.getExponent(largest);
        return Math.abs(exponent) < ORDINARY_EXPONENT
                ? 1
                : Math.scalb(1.0, -Math.max(-ORDINARY_EXPONENT, Math.min(ORDINARY_EXPONENT, exponent)));
    }

    /** The area between the distribution functions of two ascending samples, times a scale. */
    private static double area(double[] x, double[] y, double scale) {
        double n = x.length;
        double m = y.length;
        double sum = 0;
        int i = 0;
        int j = 0;
        double from = Math.min(x[0], y[0]);
        while (i < x.length || j < y.length) {
            double to = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            sum += Math.abs(i / n - j / m) * (to * scale - from * scale);
            while (i < x.length && x[i] == to) {
                i++;
            }
            while (j < y.length && y[j] == to) {
                j++;
            }
            from = to;
        }
        return sum;
    }

    @Override
    public String toString() {
        return "wasserstein" + (normalised ? " in reference standard deviations" : "") + ", limit " + threshold;
    }
}

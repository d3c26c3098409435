package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The Wasserstein distance of order 1, also called earth mover's distance: how far the numbers of one sample have to be moved, on
 * average, to become the other.
 *
 * <p>It is the area between the two distribution functions (Vallender 1974), as {@code wasserstein_distance} in scipy. Unless {@linkplain
 * #withoutNormalisation chosen otherwise} it is divided by the standard deviation of the reference (the population's: divided by n), so that
 * one limit fits features in all units: 0.1 is a shift by a tenth of a standard deviation. Where the reference is constant, the normalised
 * distance is 0 to the same constant and infinite to anything else.
 *
 * <p>It has no p-value: its limit decides, whatever level a {@link DriftDetector} is given. Chance alone gives normal numbers a normalised
 * distance of about 1.3 sqrt(1/n + 1/m): with 500 rows in both it is above 0.1 in 23 looks of 100, with 1,000 in 4; with 500 rows against
 * 20,000 in 3 (simulated).
 *
 * <p>Immutable and safe for use by several threads. Cost: sorting both samples, once each. From profiles, values are taken to be spread
 * evenly over their bucket, so that the distance is wrong by no more than both samples' mean bucket width.
 */
public final class Wasserstein implements DriftTest {

    /** The limit above which the normalised distance says drift, unless chosen. */
    public static final double DEFAULT_THRESHOLD = 0.1;

    /** Rows that each sample needs. */
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
     * Sets the limit above which the distance says drift; {@value #DEFAULT_THRESHOLD} unless chosen.
     *
     * @param limit above 0, in reference standard deviations, or in the feature's unit without normalisation
     * @return a new value
     * @throws IllegalArgumentException when the limit is not above 0
     */
    public Wasserstein withThreshold(double limit) {
        return new Wasserstein(Options.limit(limit), normalised);
    }

    /**
     * Gives the distance in the feature's own unit.
     *
     * @param limit the limit above which the distance says drift, in the feature's unit, above 0
     * @return a new value
     * @throws IllegalArgumentException when the limit is not above 0
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
     * The distance of two samples.
     *
     * @param reference numbers, at least one of them finite; {@code NaN} and infinities are left out
     * @param current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException when a sample has no finite number
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

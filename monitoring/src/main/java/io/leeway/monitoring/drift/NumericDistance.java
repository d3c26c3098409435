package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A distance of two samples of numbers: drift if it is above a limit.
 *
 * <p>{@link DriftTests} has the distances and their sources. By default (see {@link #withoutNormalisation}) a distance does not depend on
 * the feature's unit, so that one limit fits all features. If the reference is constant, the normalised distance is 0 to the same constant
 * and infinite to any other sample. It has no p-value: it is always compared with its limit, even if a {@link DriftDetector} has a level.
 * Profiles are compared by their buckets, so that results are approximate. Immutable and safe for use by several threads. Cost: putting
 * both samples in order once.
 */
public final class NumericDistance extends FormulaTest {

    /** The default limit: a normalised distance above it means drift. */
    public static final double DEFAULT_THRESHOLD = 0.1;

    /** The least number of rows of each sample. */
    public static final int MINIMUM_ROWS = 50;

    /** The distance of two samples with at least one number each; in the standard deviations of the reference if normalised. */
    @FunctionalInterface
    interface Formula {
        double of(NumericSample reference, NumericSample current, boolean normalised);
    }

    private final Formula formula;
    private final double threshold;
    private final boolean normalised;

    NumericDistance(String name, Formula formula) {
        this(name, MINIMUM_ROWS, formula);
    }

    NumericDistance(String name, int minimumRows, Formula formula) {
        this(name, minimumRows, formula, DEFAULT_THRESHOLD, true);
    }

    private NumericDistance(String name, int minimumRows, Formula formula, double threshold, boolean normalised) {
        super(name, minimumRows, Set.of(FeatureType.NUMERIC));
        this.formula = formula;
        this.threshold = threshold;
        this.normalised = normalised;
    }

    /**
     * Sets the limit: a distance above it means drift. The default is {@value #DEFAULT_THRESHOLD}.
     *
     * @param limit above 0, in the unit of the distance
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public NumericDistance withThreshold(double limit) {
        return new NumericDistance(name(), minimumRows(), formula, Options.limit(limit), normalised);
    }

    /**
     * Turns normalisation off: the distance is in the feature's own unit.
     *
     * @param limit the limit in the feature's unit, above 0; a distance above it means drift
     * @return a new value
     * @throws IllegalArgumentException if the limit is not above 0
     */
    public NumericDistance withoutNormalisation(double limit) {
        return new NumericDistance(name(), minimumRows(), formula, Options.limit(limit), false);
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, threshold, false, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current, double least) {
        double distance = formula.of((NumericSample) reference, (NumericSample) current, normalised);
        return DriftResult.byLimit(this, distance, OptionalDouble.empty(), threshold, reference, current);
    }

    /**
     * Returns the distance of two samples, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return formula.of(
                ExactSample.notEmpty("reference", reference),
                ExactSample.notEmpty("current sample", current),
                normalised);
    }

    @Override
    public String toString() {
        return name() + (normalised ? " in reference standard deviations" : "") + ", limit " + threshold;
    }
}

package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Set;

/**
 * A significance test of two samples of numbers: drift if the p-value is at most a level.
 *
 * <p>{@link DriftTests} has the tests, with the source and the p-value of each. Profiles are compared by their buckets, so that results are
 * approximate. Immutable and safe for use by several threads. Cost: sorting each sample once, if its factory does not say otherwise.
 */
public final class NumericTest extends FormulaTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The default method. */
    public static final PValueMethod DEFAULT_METHOD = PValueMethod.AUTO;

    /** The least number of rows of each sample, if the factory of the test does not say otherwise. */
    public static final int MINIMUM_ROWS = 10;

    /** Statistic and p-value of two samples with at least one number each. */
    @FunctionalInterface
    interface Formula {
        Significance of(NumericSample reference, NumericSample current, PValueMethod method);
    }

    /** The size of the effect of two samples with at least two numbers each. */
    @FunctionalInterface
    interface Effect {
        EffectSize of(NumericSample reference, NumericSample current);
    }

    private final Formula formula;
    private final Effect effect;
    private final double alpha;
    private final PValueMethod method;

    NumericTest(String name, Formula formula, Effect effect) {
        this(name, MINIMUM_ROWS, formula, effect);
    }

    NumericTest(String name, int minimumRows, Formula formula, Effect effect) {
        this(name, minimumRows, formula, effect, DEFAULT_ALPHA, DEFAULT_METHOD);
    }

    private NumericTest(
            String name, int minimumRows, Formula formula, Effect effect, double alpha, PValueMethod method) {
        super(name, minimumRows, Set.of(FeatureType.NUMERIC));
        this.formula = formula;
        this.effect = effect;
        this.alpha = alpha;
        this.method = method;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public NumericTest withAlpha(double level) {
        return new NumericTest(name(), minimumRows(), formula, effect, Options.level(level), method);
    }

    /**
     * Sets how the p-value is computed; the default is {@link #DEFAULT_METHOD}.
     *
     * @param choice exact, by simulation, asymptotic or by size
     * @return a new value
     */
    public NumericTest withMethod(PValueMethod choice) {
        return new NumericTest(name(), minimumRows(), formula, effect, alpha, choice);
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, alpha, true, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current) {
        NumericSample before = (NumericSample) reference;
        NumericSample now = (NumericSample) current;
        DriftResult found = DriftResult.byLevel(this, formula.of(before, now, method), alpha, reference, current);
        return Math.min(before.size(), now.size()) < 2 ? found : found.with(effect.of(before, now));
    }

    /**
     * Returns the statistic of two samples and its p-value, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return statistic and p-value
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public Significance significance(double[] reference, double[] current) {
        return formula.of(
                ExactSample.notEmpty("reference", reference), ExactSample.notEmpty("current sample", current), method);
    }

    /**
     * Returns the statistic of two samples, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number
     */
    public double statistic(double[] reference, double[] current) {
        return significance(reference, current).statistic();
    }

    @Override
    public String toString() {
        return name() + " at level " + alpha + (method == PValueMethod.AUTO ? "" : ", p-value " + method);
    }
}

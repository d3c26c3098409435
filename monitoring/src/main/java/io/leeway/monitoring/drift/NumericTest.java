package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Set;

/**
 * A significance test of two samples of numbers: drift if the p-value is at most a level.
 *
 * <p>{@link DriftTests} has the tests, with the source and the p-value of each. Profiles are compared by their buckets, so that results are
 * approximate. Immutable and safe for use by several threads. Cost: putting both samples in order once, if its factory does not say otherwise.
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

    /** How many rows of each of two equal samples show an effect. */
    @FunctionalInterface
    interface Rows {
        double of(double effect, double alpha, double power);
    }

    private final Formula formula;
    private final Effect effect;
    private final Rows rows;
    private final double alpha;
    private final PValueMethod method;

    NumericTest(String name, Formula formula, Effect effect, Rows rows) {
        this(name, MINIMUM_ROWS, formula, effect, rows);
    }

    NumericTest(String name, int minimumRows, Formula formula, Effect effect, Rows rows) {
        this(name, minimumRows, formula, effect, rows, DEFAULT_ALPHA, DEFAULT_METHOD);
    }

    private NumericTest(
            String name,
            int minimumRows,
            Formula formula,
            Effect effect,
            Rows rows,
            double alpha,
            PValueMethod method) {
        super(name, minimumRows, Set.of(FeatureType.NUMERIC));
        this.formula = formula;
        this.effect = effect;
        this.rows = rows;
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
        return new NumericTest(name(), minimumRows(), formula, effect, rows, Options.level(level), method);
    }

    /**
     * Sets how the p-value is computed; the default is {@link #DEFAULT_METHOD}.
     *
     * @param choice exact, by simulation, asymptotic or by size
     * @return a new value
     */
    public NumericTest withMethod(PValueMethod choice) {
        return new NumericTest(name(), minimumRows(), formula, effect, rows, alpha, choice);
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, alpha, true, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current, double least) {
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

    /**
     * Returns how many rows each of two samples of equal size needs, so that the test finds an effect with a given probability.
     *
     * <p>The effect is in the measure of {@link DriftResult#effect()}. Hedges' g ({@code welchT}): Student's test of normal numbers by the noncentral
     * F distribution. A ratio of variances ({@code levene}): likewise of the deviations of normal numbers. A probability of superiority ({@code
     * mannWhitney}): Noether 1987. A distance of distribution functions: for {@code ks} and {@code kuiper} a bound that holds for any
     * change, by the distance at its own point alone; for {@code cramerVonMises}, {@code andersonDarling} and {@code eppsSingleton} that of a shift of
     * normal numbers, 1.12, 1.07 and (of four degrees of freedom) 1.02 times the rows of a z-test, found by simulation.
     *
     * @param effect the effect to be found: not 0 for g, not 0.5 for superiority, above 0 and not 1 for a ratio, in (0, 1] for a distance
     * @param alpha the level, in (0, 1)
     * @param power the probability of finding it, above the level and below 1
     * @return rows of each sample, at least {@link #MINIMUM_ROWS} or what the test requires
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public long rowsNeeded(double effect, double alpha, double power) {
        Options.power(alpha, power);
        return SampleSizes.rows(rows.of(effect, alpha, power), minimumRows());
    }

    @Override
    public String toString() {
        return name() + " at level " + alpha + (method == PValueMethod.AUTO ? "" : ", p-value " + method);
    }
}

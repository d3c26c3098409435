package io.leeway.monitoring.drift;

import io.leeway.schema.FeatureType;
import java.util.Set;

/**
 * A significance test of the rows of two samples in each category, or bin of a number: drift if the p-value is at most a level.
 *
 * <p>{@link DriftTests} has the tests, with the source and the p-value of each. Categories that are empty in both samples are ignored; if a
 * single category remains, the statistic is 0 and the p-value 1. Immutable and safe for use by several threads. Cost: for numbers, selecting
 * the quantiles of the reference once and counting both samples; for categories, one pass over both sets of counts.
 */
public final class CountTest extends FormulaTest {

    /** The default level: a p-value at or below it means drift. */
    public static final double DEFAULT_ALPHA = 0.05;

    /** The least number of rows of each sample, if the factory of the test does not say otherwise. */
    public static final int MINIMUM_ROWS = 50;

    /** Statistic and p-value of two sets of counts with at least one row each. */
    @FunctionalInterface
    interface Formula {
        Significance of(Bins bins, PValueMethod method);
    }

    /** How many rows of each of two equal samples show an effect in so many categories. */
    @FunctionalInterface
    interface Rows {
        double of(double effect, int categories, double alpha, double power);
    }

    private final Formula formula;
    private final Rows rows;
    private final double alpha;
    private final PValueMethod method;
    private final Binning binning;

    CountTest(String name, int minimumRows, Set<FeatureType> types, Formula formula) {
        this(name, minimumRows, types, formula, SampleSizes::table);
    }

    CountTest(String name, int minimumRows, Set<FeatureType> types, Formula formula, Rows rows) {
        this(name, minimumRows, types, formula, rows, DEFAULT_ALPHA, PValueMethod.AUTO, Binning.DEFAULT);
    }

    private CountTest(
            String name,
            int minimumRows,
            Set<FeatureType> types,
            Formula formula,
            Rows rows,
            double alpha,
            PValueMethod method,
            Binning binning) {
        super(name, minimumRows, types);
        this.formula = formula;
        this.rows = rows;
        this.alpha = alpha;
        this.method = method;
        this.binning = binning;
    }

    /**
     * Sets the level: a p-value at or below it means drift. The default is {@value #DEFAULT_ALPHA}.
     *
     * @param level in (0, 1)
     * @return a new value
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public CountTest withAlpha(double level) {
        return new CountTest(name(), minimumRows(), types(), formula, rows, Options.level(level), method, binning);
    }

    /**
     * Sets how the p-value is computed; the default is {@link PValueMethod#AUTO}.
     *
     * @param choice exact, by simulation, asymptotic or by size
     * @return a new value
     */
    public CountTest withMethod(PValueMethod choice) {
        return new CountTest(name(), minimumRows(), types(), formula, rows, alpha, choice, binning);
    }

    /**
     * Sets the number of bins for numbers, with equal shares of the reference; the default is {@value Binning#DEFAULT_BINS}.
     *
     * @param count at least 2
     * @return a new value
     * @throws IllegalArgumentException if the count is less than 2
     */
    public CountTest withBins(int count) {
        return withBins(Binning.equalShares(count));
    }

    /**
     * Sets the bins for numbers; the default is {@link Binning#equalShares} of {@value Binning#DEFAULT_BINS}.
     *
     * @param choice the bins
     * @return a new value
     */
    public CountTest withBins(Binning choice) {
        return new CountTest(name(), minimumRows(), types(), formula, rows, alpha, method, choice);
    }

    @Override
    DriftResult insufficient(Sample reference, Sample current) {
        return DriftResult.insufficient(this, alpha, true, reference, current);
    }

    @Override
    DriftResult compare(Sample reference, Sample current, double least) {
        Bins bins = Bins.of(reference, current, binning).comparedWith(least);
        return DriftResult.byLevel(this, formula.of(bins, method), alpha, reference, current)
                .with(Effects.table(bins));
    }

    /**
     * Returns the statistic of two samples of numbers and its p-value, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return statistic and p-value
     * @throws IllegalArgumentException if a sample has no finite number, or the test does not compare numbers
     */
    public Significance significance(double[] reference, double[] current) {
        if (!supports(FeatureType.NUMERIC)) {
            throw new IllegalArgumentException(name() + " compares categories, not numbers");
        }
        return formula.of(Bins.of(reference, current, binning), method);
    }

    /**
     * Returns the statistic of two sets of counts and its p-value, however few rows they have.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return statistic and p-value
     * @throws IllegalArgumentException if the lengths differ, a count is negative or all counts of one sample are 0
     */
    public Significance significance(long[] reference, long[] current) {
        return formula.of(Bins.ofCounts(reference, current), method);
    }

    /**
     * Returns the statistic of two samples of numbers, however few rows they have.
     *
     * @param reference the reference numbers, at least one of them finite; {@code NaN} and infinities are ignored
     * @param current the current numbers, likewise
     * @return 0 or more
     * @throws IllegalArgumentException if a sample has no finite number, or the test does not compare numbers
     */
    public double statistic(double[] reference, double[] current) {
        return significance(reference, current).statistic();
    }

    /**
     * Returns the statistic of two sets of counts, however few rows they have.
     *
     * @param reference rows in each category
     * @param current rows in each category, in the same order
     * @return 0 or more
     * @throws IllegalArgumentException if the lengths differ, a count is negative or all counts of one sample are 0
     */
    public double statistic(long[] reference, long[] current) {
        return significance(reference, current).statistic();
    }

    /**
     * Returns how many rows each of two samples of equal size needs, so that the test finds an effect with a given probability.
     *
     * <p>The noncentrality of chi-square is the number of all rows times the square of the effect (Cohen 1988); it is used for the G-test and Fisher's
     * test, too. For {@code proportions} of more than two categories it is a bound: the category that changed most has at least an equal part of it.
     *
     * @param effect Cramer's V, or Cohen's w, in (0, 1]
     * @param categories the number of categories, or of bins, at least 2
     * @param alpha the level, in (0, 1)
     * @param power the probability of finding it, above the level and below 1
     * @return rows of each sample, at least what the test requires
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public long rowsNeeded(double effect, int categories, double alpha, double power) {
        Options.power(alpha, power);
        return SampleSizes.rows(rows.of(effect, Options.bins(categories), alpha, power), minimumRows());
    }

    @Override
    public String toString() {
        return name() + " at level " + alpha + (supports(FeatureType.NUMERIC) ? ", numbers in " + binning : "")
                + (method == PValueMethod.AUTO ? "" : ", p-value " + method);
    }
}

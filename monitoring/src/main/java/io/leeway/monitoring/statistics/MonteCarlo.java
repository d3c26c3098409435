package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * P-values by simulation: how often a statistic is at least as large as the observed one if chance alone decides which rows are those of which sample.
 *
 * <p>Where it is known with which level a p-value is compared at least, no more draws are made than decide: {@value #EXCEEDANCES} / level. Of these either {@value #EXCEEDANCES} are as large, and the p-value is
 * above the level, or fewer, and it is not; more draws would decide the same. A bound that is no higher than the level decides, too.
 *
 * <p>Draws stop at {@value #EXCEEDANCES} that are at least as large (Besag and Clifford, "Sequential Monte Carlo p-values", 1991): with l draws
 * until then the p-value is {@value #EXCEEDANCES} / l, otherwise (found + 1) / (draws + 1). Both are valid at every level, for every number
 * of rows. The seed comes from the data, so that the same samples have the same p-value.
 */
public final class MonteCarlo {

    /** Draws at least as large as the observed statistic after which a simulation ends. */
    public static final int EXCEEDANCES = 20;

    /** The most draws of a simulation. */
    public static final int MOST_DRAWS = 99_999;

    /** The fewest draws, however long each takes. */
    private static final int LEAST_DRAWS = 999;

    /** The bound is looked at if none of so many draws is as large. */
    private static final int FIRST_DRAWS = 100;

    /** Bounds up to it are taken, or up to the least level; above both draws decide. */
    private static final double SMALL = 1e-5;

    /** The most columns, or rows, that are drawn in all. */
    private static final double MOST_WORK = 4e7;

    private static final double ROUNDING = 1e-10;

    private MonteCarlo() {}

    /**
     * Returns the p-value of a statistic of the first row of a table with given totals.
     *
     * @param totals whole numbers, the totals of the columns
     * @param row the first row as it is
     * @param statistic the statistic of a first row, which it must not keep
     * @param least the least level that the p-value is compared with; 0 if it may be compared with any
     * @return a number in (0, 1]
     */
    public static double pValue(double[] totals, double[] row, ToDoubleFunction<double[]> statistic, double least) {
        return pValue(totals, row, statistic, observed -> 1, least);
    }

    /**
     * Returns the p-value of a statistic of the first row of a table with given totals, or an upper bound of it if that is small.
     *
     * @param totals whole numbers, the totals of the columns
     * @param row the first row as it is
     * @param statistic the statistic of a first row, which it must not keep
     * @param bound an upper bound of the probability of a statistic at least as large
     * @param least the least level that the p-value is compared with; 0 if it may be compared with any
     * @return a number in [0, 1]
     */
    public static double pValue(
            double[] totals,
            double[] row,
            ToDoubleFunction<double[]> statistic,
            DoubleUnaryOperator bound,
            double least) {
        RandomRow rows = new RandomRow(totals, Arrays.stream(row).sum(), random(totals, row));
        double observed = statistic.applyAsDouble(row);
        return pValue(
                observed,
                totals.length,
                () -> statistic.applyAsDouble(rows.next()),
                () -> bound.applyAsDouble(observed),
                least);
    }

    /**
     * Returns the p-value of a statistic.
     *
     * @param observed the observed statistic
     * @param work how many numbers are drawn for each statistic
     * @param draw the next statistic by chance
     * @return a number in (0, 1]
     */
    public static double pValue(double observed, double work, DoubleSupplier draw) {
        return pValue(observed, work, draw, () -> 1, 0);
    }

    /**
     * Returns the p-value of a statistic, or an upper bound of it if none of the first {@value #FIRST_DRAWS} draws is as large and
     * the bound is at most {@value #SMALL}, or at most the least level.
     *
     * @param observed the observed statistic
     * @param work how many numbers are drawn for each statistic
     * @param draw the next statistic by chance
     * @param bound an upper bound of the probability of a statistic at least as large as the observed one
     * @param least the least level that the p-value is compared with; 0 if it may be compared with any
     * @return a number in [0, 1]
     */
    public static double pValue(double observed, double work, DoubleSupplier draw, DoubleSupplier bound, double least) {
        double decisive = least > 0 ? Math.ceil(EXCEEDANCES / least) : MOST_DRAWS;
        int draws = (int) Math.max(LEAST_DRAWS, Math.min(Math.min(MOST_DRAWS, decisive), MOST_WORK / work));
        double asLarge = observed - ROUNDING * Math.max(1, Math.abs(observed));
        int found = 0;
        for (int i = 1; i <= draws; i++) {
            found += draw.getAsDouble() >= asLarge ? 1 : 0;
            if (found == EXCEEDANCES) {
                return (double) found / i;
            }
            if (i == FIRST_DRAWS && found == 0) {
                double most = bound.getAsDouble();
                if (most <= Math.max(SMALL, least)) {
                    return most;
                }
            }
        }
        return (found + 1.0) / (draws + 1.0);
    }

    /**
     * Returns a source of random numbers that the data decide.
     *
     * @param data the data
     * @return a new source
     */
    public static SplittableRandom random(double[]... data) {
        return new SplittableRandom(Arrays.deepHashCode(data) * 0x9E3779B97F4A7C15L);
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;

/**
 * The numbers of two samples that are far from the mean of both, and the moments of all others: what the distribution of a sum needs that is not
 * normal because of few numbers.
 *
 * <p>Not safe for use by several threads. Cost: one pass over the numbers.
 */
public final class OutlyingRows {

    /** A variance that is less of that of all numbers is what rounding leaves of none. */
    private static final double ROUNDING = 1e-12;

    /** Of eight numbers each, of which none is far unless the sum of the squares of all is large. */
    private static final int GROUPS = CentralMoments.CHUNK / 8;

    private final CentralMoments all;
    private final double unit;
    private final double limit;
    private double[] found = new double[16];
    private int size;

    /**
     * Starts without numbers.
     *
     * @param all the moments of all numbers that will be added, not all equal
     * @param limit how many standard deviations the others are from the mean at most
     */
    public OutlyingRows(CentralMoments all, double limit) {
        this.all = all;
        this.unit = Math.sqrt(all.second());
        this.limit = limit * unit;
    }

    /**
     * Adds a number.
     *
     * @param value finite
     * @param times how often it occurs, a whole number
     */
    public void add(double value, double times) {
        if (Math.pow(value - all.mean(), 2) > limit * limit) {
            for (int i = 0; i < times; i++) {
                keep(value);
            }
        }
    }

    /**
     * Adds all numbers of a sample.
     *
     * @param values finite
     * @param numbers what is made of them first
     */
    public void add(double[] values, CentralMoments.Numbers numbers) {
        double[] chunk = new double[CentralMoments.CHUNK];
        double[] squares = new double[CentralMoments.CHUNK];
        double[] sums = new double[GROUPS];
        for (int from = 0; from < values.length; from += chunk.length) {
            int length = Math.min(chunk.length, values.length - from);
            System.arraycopy(values, from, chunk, 0, length);
            numbers.change(chunk, length);
            Arrays.fill(chunk, length, chunk.length, all.mean());
            square(chunk, all.mean(), squares);
            addGroups(squares, sums);
            for (int group = 0; group < GROUPS; group++) {
                if (sums[group] > limit * limit) {
                    keepOf(group, chunk, squares);
                }
            }
        }
    }

    private static void square(double[] chunk, double mean, double[] squares) {
        for (int k = 0; k < chunk.length; k++) {
            double off = chunk[k] - mean;
            squares[k] = off * off;
        }
    }

    /** Written out so that a processor adds several groups at a time. */
    private static void addGroups(double[] squares, double[] sums) {
        for (int k = 0; k < GROUPS; k++) {
            sums[k] = squares[k]
                    + squares[k + GROUPS]
                    + squares[k + 2 * GROUPS]
                    + squares[k + 3 * GROUPS]
                    + squares[k + 4 * GROUPS]
                    + squares[k + 5 * GROUPS]
                    + squares[k + 6 * GROUPS]
                    + squares[k + 7 * GROUPS];
        }
    }

    private void keepOf(int group, double[] chunk, double[] squares) {
        for (int k = group; k < chunk.length; k += GROUPS) {
            if (squares[k] > limit * limit) {
                keep(chunk[k]);
            }
        }
    }

    private void keep(double value) {
        if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] = (value - all.mean()) / unit;
    }

    /**
     * Returns the numbers that are far from the mean.
     *
     * @return their differences to the mean in standard deviations, ascending, in a new array
     */
    public double[] found() {
        double[] ascending = Arrays.copyOf(found, size);
        Arrays.sort(ascending);
        return ascending;
    }

    /**
     * Returns the moments of all others.
     *
     * @return of their differences to the mean in standard deviations
     */
    public CentralMoments rest() {
        double first = 0;
        double second = all.rows();
        double third = all.rows() * all.skewness();
        double fourth = all.rows() * all.kurtosis();
        for (double off : found()) {
            double square = off * off;
            first -= off;
            second -= square;
            third -= square * off;
            fourth -= square * square;
        }
        CentralMoments rest = CentralMoments.ofSums(all.rows() - size, 0, first, second, third, fourth);
        return rest.second() > ROUNDING ? rest : new CentralMoments(rest.rows(), rest.mean(), 0, 0, 0);
    }
}

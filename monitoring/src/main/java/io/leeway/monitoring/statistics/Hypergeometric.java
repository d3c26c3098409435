package io.leeway.monitoring.statistics;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;

/** The multivariate hypergeometric distribution: the first row of a table of two rows with given totals of rows and columns. */
public final class Hypergeometric {

    /** The largest number of steps through tables that an exact probability may take. */
    public static final int MOST_STEPS = 2_000_000;

    /** The largest sum of all totals of an exact probability. */
    public static final int MOST_ROWS = 100_000;

    private static final int MOST_COLUMNS = 200;

    /** Tables the logarithms of whose probabilities differ by less are equally probable. */
    private static final double ROUNDING = 1e-7;

    private final double[] totals;
    private final double row;

    /**
     * Creates the distribution.
     *
     * @param totals whole numbers, the totals of the columns, above 0; not copied
     * @param row the total of the first row, between 0 and the sum of the totals
     */
    public Hypergeometric(double[] totals, double row) {
        this.totals = totals;
        this.row = row;
    }

    /**
     * Returns the logarithm of how much more probable one first row is than another.
     *
     * @param one counts with the total of the row
     * @param other likewise
     * @return any number
     */
    public double logOdds(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < totals.length; i++) {
            // Equal counts give exactly 0.
            sum += logFactorial(other[i]) - logFactorial(one[i]);
            sum += logFactorial(totals[i] - other[i]) - logFactorial(totals[i] - one[i]);
        }
        return sum;
    }

    /**
     * Returns the logarithm of n!.
     *
     * @param n a whole number, 0 or more
     * @return 0 or more
     */
    public static double logFactorial(double n) {
        return n < 2 ? 0 : Gamma.logGamma(n + 1);
    }

    /**
     * Returns a most probable first row. One more in a column is worth while up to an odds that is common to all columns, so that the row is
     * that of (total + 1) times a common share, rounded down.
     *
     * @return its counts, with the total of the row
     */
    public double[] mode() {
        double low = 0;
        double high = 1;
        double middle = 0.5;
        while (low < middle && middle < high) {
            double sum = 0;
            for (double total : totals) {
                sum += rounded(total, middle);
            }
            low = sum <= row ? middle : low;
            high = sum >= row ? middle : high;
            middle = low + (high - low) / 2;
        }
        double[] mode = new double[totals.length];
        double left = row;
        for (int i = 0; i < mode.length; i++) {
            mode[i] = rounded(totals[i], low);
            left -= mode[i];
        }
        for (int i = 0; i < mode.length; i++) {
            double more = Math.min(left, rounded(totals[i], high) - mode[i]);
            mode[i] += more;
            left -= more;
        }
        return mode;
    }

    private static double rounded(double total, double share) {
        return Math.min(total, Math.floor((total + 1) * share));
    }

    /**
     * Returns the probability of all first rows that are no more probable than one, by looking at each.
     *
     * @param first counts with the total of the row
     * @return a number in [0, 1]; {@code NaN} if the totals are more than {@value #MOST_ROWS} together or so many that this would take more than
     *     {@value #MOST_STEPS} steps
     */
    public double probabilityOfAtMost(double[] first) {
        double all = Arrays.stream(totals).sum();
        if (all > MOST_ROWS || totals.length > MOST_COLUMNS) {
            return Double.NaN;
        }
        int[] columns = Arrays.stream(totals).mapToInt(total -> (int) total).toArray();
        return steps(columns, (int) all) > MOST_STEPS ? Double.NaN : new Walk(columns, (int) all).of(first);
    }

    /**
     * The steps of a walk, or any number above the most: how many first columns there are of rows with this total, for each number of columns. A row and what it leaves of the
     * totals are equally many.
     */
    private double steps(int[] columns, int all) {
        int wanted = (int) Math.min(row, all - row);
        double[] bySum = new double[wanted + 1];
        bySum[0] = 1;
        double steps = 1;
        int after = all;
        for (int i = 0; i < columns.length - 1 && steps <= MOST_STEPS; i++) {
            bySum = withOneMore(bySum, columns[i]);
            after -= columns[i];
            for (int sum = Math.max(0, wanted - after); sum <= wanted; sum++) {
                steps += bySum[sum];
            }
        }
        return steps;
    }

    /** In how many ways each sum comes about with one more column. */
    private static double[] withOneMore(double[] bySum, int column) {
        double[] more = new double[bySum.length];
        double window = 0;
        for (int sum = 0; sum < more.length; sum++) {
            window += bySum[sum] - (sum > column ? bySum[sum - column - 1] : 0);
            more[sum] = window;
        }
        return more;
    }

    /** Through all tables, column by column. */
    private final class Walk {
        private final int all;
        private final int[] columns;
        private final int[] after;
        private final double[] logFactorials;
        private double most;
        private double probability;

        Walk(int[] columns, int all) {
            this.all = all;
            this.columns = columns;
            after = new int[columns.length + 1];
            for (int i = columns.length - 1; i >= 0; i--) {
                after[i] = after[i + 1] + columns[i];
            }
            logFactorials = new double[all + 1];
            for (int i = 0; i <= all; i++) {
                logFactorials[i] = logFactorial(i);
            }
        }

        double of(double[] first) {
            double logAll = logChoose(all, (int) row);
            most = ROUNDING - logAll;
            for (int i = 0; i < columns.length; i++) {
                most += logChoose(columns[i], (int) first[i]);
            }
            from(0, (int) row, -logAll);
            return Math.min(1, probability);
        }

        private void from(int column, int left, double logProbability) {
            if (column == columns.length - 1) {
                double log = logProbability + logChoose(columns[column], left);
                probability += log <= most ? Math.exp(log) : 0;
                return;
            }
            int last = Math.min(columns[column], left);
            for (int k = Math.max(0, left - after[column + 1]); k <= last; k++) {
                from(column + 1, left - k, logProbability + logChoose(columns[column], k));
            }
        }

        private double logChoose(int n, int k) {
            return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
        }
    }
}

package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The null distribution of a sum over the columns of a table of two rows, given all totals or the second row: by {@link MonteCarlo}, and where that
 * would need too many draws by an upper bound.
 *
 * <p>The bound is Chernoff's. The columns of the first row are independent binomial counts, or negative binomial ones, given that they have their sum;
 * so for all a at least 0 and all b, P(sum of terms at least s) is at most E exp(a (sum - s) + b (counts - row)) Q(counts = row) / P(counts = row), where
 * Q weighs rows by what the expectation is of; a sum has no value oftener than any of its independent summands has its most frequent one. The least of
 * these bounds is near. It is some times the probability itself, which matters little where that is one in millions.
 */
public final class TableSum {

    /** What a column with a count adds to the sum. */
    @FunctionalInterface
    public interface Term {
        /**
         * Returns the summand of a column.
         *
         * @param first its count in the first row
         * @param second its count in the second row
         * @return a finite number
         */
        double of(double first, double second);
    }

    /** The most terms that are kept. */
    private static final double MOST_TERMS = 100_000;

    /** The logarithm of a weight, as a share of the largest, below which it is a rounding error of their sum. */
    private static final double NO_WEIGHT = -42;

    private static final int MOST_STEPS = 40;
    private static final int HALVINGS = 30;

    private final double[] row;
    private final double[] second;
    private final double n;
    private final double m;
    private final Term term;
    private final boolean isBetweenRows;
    /** The least and the greatest possible count of each column. */
    private final double[] least;

    private final double[] greatest;
    /** The terms from the least count on, {@code NaN} until they are asked for; empty if there are too many. */
    private final double[][] terms;

    /**
     * Takes a table of which all totals are known.
     *
     * @param first counts of the first row, whole numbers, at least one above 0
     * @param second counts of the second row, likewise
     * @param term the summands
     */
    public TableSum(double[] first, double[] second, Term term) {
        this(first, second, term, false);
    }

    /**
     * Takes a table whose columns end at members of the second row, the last excepted: how many members of it are in each column is known, and members
     * of the first row are by chance between any two that are next to each other.
     *
     * @param first counts of the first row, whole numbers, at least one above 0
     * @param second counts of the second row, all above 0
     * @param term the summands
     * @return the table
     */
    public static TableSum betweenRows(double[] first, double[] second, Term term) {
        return new TableSum(first, second, term, true);
    }

    private TableSum(double[] first, double[] second, Term term, boolean isBetweenRows) {
        this.row = first;
        this.second = second;
        this.term = term;
        this.isBetweenRows = isBetweenRows;
        this.n = Arrays.stream(first).sum();
        this.m = Arrays.stream(second).sum();
        this.least = new double[first.length];
        this.greatest = new double[first.length];
        double size = 0;
        for (int i = 0; i < first.length; i++) {
            least[i] = isBetweenRows ? 0 : Math.max(0, first[i] + second[i] - m);
            greatest[i] = isBetweenRows ? n : Math.min(first[i] + second[i], n);
            size += greatest[i] - least[i] + 1;
        }
        this.terms = new double[size <= MOST_TERMS && n + m <= RandomCount.MOST_ROWS ? row.length : 0][];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = new double[(int) (greatest[i] - least[i]) + 1];
            Arrays.fill(terms[i], Double.NaN);
        }
    }

    /** The logarithms of the weights of the counts of a column, from its least count on. */
    private double[] weights(int column) {
        double log = Math.log(n / (n + places()));
        double logOfRest = Math.log(places() / (n + places()));
        double[] logs = new double[terms[column].length];
        for (int k = 0; k < logs.length; k++) {
            double x = least[column] + k;
            double rest = isBetweenRows ? places(column) : total(column) - x;
            logs[k] = logWays(column, x) + x * log + rest * logOfRest;
        }
        return logs;
    }

    /** The terms of a column from its least count on. */
    private double[] allTerms(int column) {
        for (int k = 0; k < terms[column].length; k++) {
            known(column, k);
        }
        return terms[column];
    }

    /** The term of a count, from the least one on. */
    private double known(int column, int k) {
        double known = terms[column][k];
        if (Double.isNaN(known)) {
            known = term(column, least[column] + k);
            terms[column][k] = known;
        }
        return known;
    }

    private double total(int column) {
        return row[column] + second[column];
    }

    private double term(int column, double first) {
        return term.of(first, isBetweenRows ? second[column] : total(column) - first);
    }

    /** Places of a column beside a member of the second row; the last has one beyond all of them. */
    private double places(int column) {
        return second[column] + (column == second.length - 1 ? 1 : 0);
    }

    /** All places, or without them the members of the second row. */
    private double places() {
        return isBetweenRows ? m + 1 : m;
    }

    /** The logarithm of how many ways a column has to a count. */
    private double logWays(int column, double count) {
        return isBetweenRows
                ? RandomCount.logChoose(places(column) + count - 1, count)
                : RandomCount.logChoose(total(column), count);
    }

    /**
     * Returns the probability of a sum at least as large as that of the table, or an upper bound if that is small.
     *
     * @param least see {@link MonteCarlo#pValue(double[], double[], java.util.function.ToDoubleFunction, double)}
     * @return a number in [0, 1]
     */
    public double pValue(double least) {
        if (isBetweenRows) {
            double observed = sum(row);
            PlacedRow rows = new PlacedRow(
                    IntStream.range(0, row.length).mapToDouble(this::places).toArray(),
                    n,
                    MonteCarlo.random(second, row));
            return MonteCarlo.pValue(observed, row.length, () -> sum(rows.next()), () -> limit(observed), least);
        }
        double[] totals =
                IntStream.range(0, row.length).mapToDouble(this::total).toArray();
        return MonteCarlo.pValue(totals, row, this::sum, this::limit, least);
    }

    /** An upper bound, 1 if the terms are too many. */
    private double limit(double observed) {
        return terms.length > 0 ? bound(observed) : 1;
    }

    private double sum(double[] first) {
        double sum = 0;
        if (terms.length > 0) {
            for (int i = 0; i < first.length; i++) {
                sum += known(i, (int) (first[i] - least[i]));
            }
        } else {
            for (int i = 0; i < first.length; i++) {
                sum += term(i, first[i]);
            }
        }
        return sum;
    }

    /** The least logarithm of the expectation, by Newton's method with halved steps; each point on the way is a bound. */
    private double bound(double observed) {
        double unit = Math.max(1e-300, Math.abs(observed));
        double a = 0;
        double b = 0;
        double[][] values =
                IntStream.range(0, row.length).mapToObj(this::allTerms).toArray(double[][]::new);
        double[][] logs = IntStream.range(0, row.length).mapToObj(this::weights).toArray(double[][]::new);
        Tilted at = new Tilted(a, b, observed, unit, values, logs);
        for (int step = 0; step < MOST_STEPS && at.decrease > 1e-3; step++) {
            double size = 1;
            Tilted next = new Tilted(Math.max(0, a + at.stepOfA), b + at.stepOfB, observed, unit, values, logs);
            for (int i = 0; i < HALVINGS && !(next.log < at.log); i++) {
                size /= 2;
                next = new Tilted(
                        Math.max(0, a + size * at.stepOfA), b + size * at.stepOfB, observed, unit, values, logs);
            }
            if (!(next.log < at.log)) {
                break;
            }
            a = next.a;
            b = next.b;
            at = next;
        }
        double all = n + places();
        double ways = isBetweenRows ? RandomCount.logChoose(all - 1, n) : RandomCount.logChoose(all, n);
        double logOfRow = ways + n * Math.log(n / all) + places() * Math.log(places() / all);
        return Math.exp(Math.min(0, at.log - at.logOfWidest - logOfRow));
    }

    /** The logarithm of the expectation at one point, and Newton's step from there. */
    private final class Tilted {
        private final double a;
        private final double b;
        private final double log;
        private final double stepOfA;
        private final double stepOfB;
        private final double decrease;
        /** Minus the logarithm of the probability of the most frequent count of a column, of the one in which that is least. */
        private final double logOfWidest;

        Tilted(double a, double b, double observed, double unit, double[][] values, double[][] logs) {
            this.a = a;
            this.b = b;
            double logSum = -a * observed / unit - b * n;
            double gradientA = -observed / unit;
            double gradientB = -n;
            double varianceA = 0;
            double varianceB = 0;
            double covariance = 0;
            double widest = 1;
            for (int i = 0; i < terms.length; i++) {
                double[] sums = moments(i, a, b, unit, values[i], logs[i]);
                logSum += sums[0];
                gradientA += sums[1];
                gradientB += sums[2];
                varianceA += sums[3];
                varianceB += sums[4];
                covariance += sums[5];
                widest = Math.max(widest, sums[6]);
            }
            log = logSum;
            logOfWidest = Math.log(widest);
            double determinant = varianceA * varianceB - covariance * covariance;
            boolean regular = determinant > 1e-12 * varianceA * varianceB;
            stepOfA = regular ? -(varianceB * gradientA - covariance * gradientB) / determinant : 0;
            stepOfB = regular ? -(varianceA * gradientB - covariance * gradientA) / determinant : 0;
            decrease = -(gradientA * stepOfA + gradientB * stepOfB);
        }

        /** Of one column: the logarithm of its expectation, the means of term and count, their variances, their covariance, and how much more than its most frequent count all weigh. */
        private double[] moments(int i, double a, double b, double unit, double[] values, double[] logs) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < values.length; k++) {
                largest = Math.max(largest, logs[k] + a * values[k] / unit + b * (least[i] + k));
            }
            double sum = 0;
            double f = 0;
            double x = 0;
            double ff = 0;
            double xx = 0;
            double fx = 0;
            for (int k = 0; k < values.length; k++) {
                double term = values[k] / unit;
                double log = logs[k] + a * term + b * (least[i] + k) - largest;
                if (log < NO_WEIGHT) {
                    continue;
                }
                double weight = Math.exp(log);
                sum += weight;
                f += weight * term;
                x += weight * k;
                ff += weight * term * term;
                xx += weight * k * k;
                fx += weight * term * k;
            }
            f /= sum;
            x /= sum;
            return new double[] {
                largest + Math.log(sum), f, least[i] + x, ff / sum - f * f, xx / sum - x * x, fx / sum - f * x, sum
            };
        }
    }
}

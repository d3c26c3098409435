package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.special.Gamma;

/**
 * Draws the first row of a table of two rows with given totals of rows and columns, as chance makes it if the rows of both samples are exchangeable: the
 * multivariate hypergeometric distribution. Where one row has few members these are dealt one by one, otherwise counts are drawn column by column, the
 * largest last.
 *
 * <p>Not safe for use by several threads. Cost: some nanoseconds a member, or tens of nanoseconds a column, times the standard deviation of its count
 * where that is more.
 */
final class RandomRow {

    /** Up to so many in a column each is drawn alone. */
    private static final int FEW = 6;

    /** The variance from which a count is drawn from the normal distribution, whose error is below one in a thousand of a step. */
    private static final double LARGE_VARIANCE = 250_000;

    /** The largest population whose logarithms of factorials are precise. */
    static final double MOST_ROWS = 1e10;

    /** The most members of both rows that are dealt one by one. */
    private static final double MOST_MEMBERS = 4_000_000;

    /** What a column that is drawn by inversion takes, in members that are dealt. */
    private static final double DEALT_A_COLUMN = 20;

    /** Beyond it each logarithm is computed anew, which takes most of a draw: large enough for windows of some ten thousand rows. */
    private static final double[] LOG_FACTORIALS = logFactorials(1 << 16);

    private final double[] totals;
    private final double row;
    private final double all;
    private final SplittableRandom random;
    private final int[] order;
    private final double[] drawn;
    /** The column of each member, or empty if members are not dealt. */
    private final int[] members;

    /**
     * Prepares the draws.
     *
     * @param totals whole numbers, the totals of the columns; not copied
     * @param row the total of the first row, between 0 and the sum of the totals
     * @param random the source of the draws
     */
    RandomRow(double[] totals, double row, SplittableRandom random) {
        this.totals = totals;
        this.row = row;
        this.all = Arrays.stream(totals).sum();
        this.random = random;
        this.drawn = new double[totals.length];
        this.order = IntStream.range(0, totals.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> totals[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.members = isDealt() ? new Deck(totals).members() : new int[0];
    }

    private boolean isDealt() {
        double byColumns = 0;
        for (double total : totals) {
            byColumns += total <= FEW ? total + 1 : DEALT_A_COLUMN;
        }
        return all <= MOST_MEMBERS && Math.min(row, all - row) <= byColumns;
    }

    /** The next row: the counts of the columns, in an array that the next call overwrites. */
    double[] next() {
        return members.length > 0 ? deal() : byColumns();
    }

    /** Deals the smaller row; what it does not have is the other. */
    private double[] deal() {
        boolean isSmaller = row <= all - row;
        int wanted = (int) Math.min(row, all - row);
        double step = isSmaller ? 1 : -1;
        if (isSmaller) {
            Arrays.fill(drawn, 0);
        } else {
            System.arraycopy(totals, 0, drawn, 0, drawn.length);
        }
        for (int i = 0; i < wanted; i++) {
            drawn[Deck.take(members, i, random)] += step;
        }
        return drawn;
    }

    private double[] byColumns() {
        double left = row;
        double population = all;
        for (int k = 0; k < order.length - 1; k++) {
            int column = order[k];
            double count = left == 0 ? 0 : draw(totals[column], population, left);
            drawn[column] = count;
            left -= count;
            population -= totals[column];
        }
        if (order.length > 0) {
            drawn[order[order.length - 1]] = left;
        }
        return drawn;
    }

    /** How many of {@code wanted} that are drawn from a population belong to a part of it. */
    private double draw(double part, double population, double wanted) {
        if (part <= FEW) {
            double found = 0;
            for (int i = 0; i < part; i++) {
                found += random.nextDouble() * (population - i) < wanted - found ? 1 : 0;
            }
            return found;
        }
        double share = part / population;
        double least = Math.max(0, wanted - (population - part));
        double most = Math.min(part, wanted);
        double variance = wanted * share * (1 - share) * ((population - wanted) / Math.max(1, population - 1));
        return variance > LARGE_VARIANCE
                ? Math.max(least, Math.min(most, Math.rint(wanted * share + Math.sqrt(variance) * gaussian())))
                : byInversion(part, population, wanted, least, most);
    }

    /** Starts at the mode and goes outwards, so that few probabilities are added up. */
    private double byInversion(double part, double population, double wanted, double least, double most) {
        double mode = Math.floor((wanted + 1) * (part + 1) / (population + 2));
        mode = Math.max(least, Math.min(most, mode));
        double rest = population - part;
        double atMode = Math.exp(logOfMode(part, population, wanted, mode));
        double u = random.nextDouble() - atMode;
        double above = atMode;
        double below = atMode;
        double up = mode;
        double down = mode;
        while (u >= 0 && (up < most || down > least)) {
            if (up < most) {
                above *= (part - up) * (wanted - up) / ((up + 1) * (rest - wanted + up + 1));
                up++;
                u -= above;
                if (u < 0) {
                    return up;
                }
            }
            if (down > least) {
                below *= down * (rest - wanted + down) / ((part - down + 1) * (wanted - down + 1));
                down--;
                u -= below;
                if (u < 0) {
                    return down;
                }
            }
        }
        return mode;
    }

    /** The logarithm of a probability; that of the binomial distribution where logarithms of factorials have lost their digits. */
    private static double logOfMode(double part, double population, double wanted, double mode) {
        if (population <= MOST_ROWS) {
            return logChoose(part, mode) + logChoose(population - part, wanted - mode) - logChoose(population, wanted);
        }
        double few = Math.min(part, wanted);
        double share = Math.max(part, wanted) / population;
        return logChoose(few, mode) + mode * Math.log(share) + (few - mode) * Math.log1p(-share);
    }

    private double gaussian() {
        return Math.sqrt(-2 * Math.log1p(-random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static double logChoose(double n, double k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    static double logFactorial(double n) {
        return n < LOG_FACTORIALS.length ? LOG_FACTORIALS[(int) n] : Gamma.logGamma(n + 1);
    }

    private static double[] logFactorials(int size) {
        double[] logs = new double[size];
        for (int i = 2; i < size; i++) {
            logs[i] = Gamma.logGamma(i + 1.0);
        }
        return logs;
    }
}

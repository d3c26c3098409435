package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the first row of a table of two rows with given totals of rows and columns, as chance makes it if the rows of both samples are exchangeable: the
 * multivariate hypergeometric distribution. Where one row has few members these are dealt one by one, otherwise counts are drawn column by column, the
 * largest last.
 *
 * <p>Not safe for use by several threads. Cost: some nanoseconds a member, or about a hundred a column.
 */
final class RandomRow {

    /** The most members of both rows that are dealt one by one. */
    private static final double MOST_MEMBERS = 4_000_000;

    /** What a column that is drawn by inversion takes, in members that are dealt. */
    private static final double DEALT_A_COLUMN = 20;

    private final double[] totals;
    private final double row;
    private final double all;
    private final SplittableRandom random;
    private final RandomCount counts;
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
        this.counts = new RandomCount(random);
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
            byColumns += total <= RandomCount.FEW ? total + 1 : DEALT_A_COLUMN;
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
            double count = left == 0 ? 0 : counts.drawn(totals[column], population, left);
            drawn[column] = count;
            left -= count;
            population -= totals[column];
        }
        if (order.length > 0) {
            drawn[order[order.length - 1]] = left;
        }
        return drawn;
    }
}

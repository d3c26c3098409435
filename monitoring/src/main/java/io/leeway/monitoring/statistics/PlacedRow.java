package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws how many members of one sample lie in columns that end at rows of another sample, as chance makes it if the rows of both are exchangeable: a
 * member falls between two neighbouring rows of the other sample the more probably, the more members are there already (Pólya's urn). Counts are drawn
 * column by column, or members placed one by one where they are few beside the spread of the counts.
 *
 * <p>Not safe for use by several threads. Cost: about a hundred nanoseconds a column, and some a standard deviation of its count, or some a member.
 */
final class PlacedRow {

    /** What a column takes whose count is drawn, and a standard deviation of the count, in members that are placed. */
    private static final double PLACED_A_COLUMN = 20;

    private static final double PLACED_A_DEVIATION = 3;

    private final SplittableRandom random;
    private final RandomCount counts;
    private final double[] places;
    private final double allPlaces;
    private final double members;
    /** Places up to each column, without it; all places at the end. */
    private final long[] before;

    /** The column of each member that is placed by itself; empty if none is. */
    private final int[] columns;

    private final double[] drawn;

    /**
     * Prepares the draws.
     *
     * @param places whole numbers, how many places each column has, not copied; quickest if they are nearly equal
     * @param members how many members are placed
     * @param random the source of the draws
     */
    PlacedRow(double[] places, double members, SplittableRandom random) {
        this.random = random;
        this.counts = new RandomCount(random);
        this.places = places;
        this.members = members;
        this.before = new long[places.length + 1];
        for (int i = 0; i < places.length; i++) {
            before[i + 1] = before[i] + (long) places[i];
        }
        this.allPlaces = before[places.length];
        this.columns = new int[areMembersPlaced() ? (int) members : 0];
        this.drawn = new double[places.length];
    }

    private boolean areMembersPlaced() {
        double byColumns = 0;
        for (double each : places) {
            double share = each / allPlaces;
            double variance = members * share * (1 - share) * (1 + members / allPlaces);
            byColumns += PLACED_A_COLUMN + PLACED_A_DEVIATION * Math.sqrt(variance);
        }
        return members <= byColumns;
    }

    /** The next counts of the columns, in an array that the next call overwrites. */
    double[] next() {
        return columns.length > 0 ? byMembers() : byColumns();
    }

    private double[] byColumns() {
        double left = members;
        double placesLeft = allPlaces;
        for (int i = 0; i < drawn.length - 1; i++) {
            drawn[i] = left == 0 ? 0 : counts.placed(places[i], placesLeft, left);
            left -= drawn[i];
            placesLeft -= places[i];
        }
        drawn[drawn.length - 1] = left;
        return drawn;
    }

    private double[] byMembers() {
        Arrays.fill(drawn, 0);
        long all = before[places.length];
        double share = drawn.length / allPlaces;
        for (int i = 0; i < columns.length; i++) {
            long at = Math.multiplyHigh(random.nextLong() >>> 1, (all + i) << 1);
            int column = at < all ? columnOf(at, (int) (at * share)) : columns[(int) (at - all)];
            columns[i] = column;
            drawn[column]++;
        }
        return drawn;
    }

    /** The column of a place, looked for from a guess on. */
    private int columnOf(long place, int guess) {
        int column = Math.min(guess, drawn.length - 1);
        while (place < before[column]) {
            column--;
        }
        while (place >= before[column + 1]) {
            column++;
        }
        return column;
    }
}

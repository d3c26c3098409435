package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws how many members of one sample lie in columns that end at rows of another sample, as chance makes it if the rows of both are exchangeable: a
 * member falls between two neighbouring rows of the other sample the more probably, the more members are there already (Pólya's urn).
 *
 * <p>Not safe for use by several threads. Cost: some nanoseconds a member.
 */
final class PlacedRow {

    private final SplittableRandom random;
    private final long places;
    /** Places up to each column, without it; all places at the end. */
    private final long[] before;

    /** The column of each member that is placed. */
    private final int[] columns;

    private final double[] drawn;

    /**
     * Prepares the draws.
     *
     * @param places whole numbers, how many places each column has; quickest if they are nearly equal
     * @param members how many members are placed
     * @param random the source of the draws
     */
    PlacedRow(double[] places, double members, SplittableRandom random) {
        this.random = random;
        this.before = new long[places.length + 1];
        for (int i = 0; i < places.length; i++) {
            before[i + 1] = before[i] + (long) places[i];
        }
        this.places = before[places.length];
        this.columns = new int[(int) members];
        this.drawn = new double[places.length];
    }

    /** The next counts of the columns, in an array that the next call overwrites. */
    double[] next() {
        Arrays.fill(drawn, 0);
        double share = drawn.length / (double) places;
        for (int i = 0; i < columns.length; i++) {
            long at = Math.multiplyHigh(random.nextLong() >>> 1, (places + i) << 1);
            int column = at < places ? columnOf(at, (int) (at * share)) : columns[(int) (at - places)];
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

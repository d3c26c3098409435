package io.leeway.evaluation;

/**
 * How rows are divided into blocks that are left out one after the other.
 *
 * @param starts the first row of each block, and the number of rows at last
 * @param areDays whether blocks consist of whole days, so that no two share one
 */
record RowBlocks(int[] starts, boolean areDays) {
    /** The number of blocks of rows whose days are not known, if there are rows enough. */
    static final int BLOCKS = 30;

    /** The fewest days that intervals keep their level with. */
    static final int LEAST_DAYS = 5;

    /** More days are put together, the same number in each block. */
    static final int MOST_DAYS = 60;

    private static final int LEAST_BLOCK_ROWS = 10;

    static RowBlocks of(Evaluation evaluation) {
        int[] days = starts(evaluation.days());
        return days.length > LEAST_DAYS ? new RowBlocks(days, true) : ofRows(evaluation.rows());
    }

    private static RowBlocks ofRows(int rows) {
        int blocks = Math.min(BLOCKS, rows / LEAST_BLOCK_ROWS);
        int[] starts = new int[blocks + 1];
        for (int block = 0; block <= blocks; block++) {
            starts[block] = (int) ((long) rows * block / Math.max(1, blocks));
        }
        return new RowBlocks(starts, false);
    }

    /** Where days begin, and the number of rows; empty if they are not known, or not in their order. */
    private static int[] starts(long[] days) {
        int count = 1;
        for (int row = 1; row < days.length; row++) {
            if (days[row] < days[row - 1]) {
                return new int[0];
            }
            count += days[row] > days[row - 1] ? 1 : 0;
        }
        if (days.length == 0) {
            return new int[0];
        }
        int together = (count + MOST_DAYS - 1) / MOST_DAYS;
        int[] starts = new int[(count + together - 1) / together + 1];
        int day = 0;
        int block = 1;
        for (int row = 1; row < days.length; row++) {
            if (days[row] > days[row - 1] && ++day % together == 0) {
                starts[block++] = row;
            }
        }
        starts[block] = days.length;
        return starts;
    }

    int count() {
        return starts.length - 1;
    }

    int rows(int block) {
        return starts[block + 1] - starts[block];
    }

    Evaluation without(Evaluation evaluation, int block) {
        return evaluation.without(starts[block], starts[block + 1]);
    }
}

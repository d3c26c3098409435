package io.leeway.retraining;

import java.time.ZoneId;
import java.util.stream.IntStream;

/**
 * The labelled rows that strategies are compared on.
 *
 * @param rows their places in the log
 * @param times when they were answered, in milliseconds
 * @param actual their labels
 * @param zone the zone of the days
 */
// Arrays that are made here and read here; no identity is asked for.
@SuppressWarnings("ArrayRecordComponent")
record BacktestLabels(int[] rows, long[] times, boolean[] actual, ZoneId zone) {

    static <R> BacktestLabels of(BacktestRows<R> log, boolean[] positive, int from, int to, ZoneId zone) {
        int[] rows = IntStream.range(from, to).filter(log::isLabelled).toArray();
        long[] times = new long[rows.length];
        boolean[] actual = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            times[i] = log.answered(rows[i]);
            actual[i] = positive[rows[i]];
        }
        return new BacktestLabels(rows, times, actual, zone);
    }
}

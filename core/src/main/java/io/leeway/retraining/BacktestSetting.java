package io.leeway.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * What all strategies of a backtest have in common.
 *
 * @param rows the log
 * @param trainings the trainings, shared
 * @param looks the moments of the evaluations, of which the first trains the first champion, and the end; in milliseconds
 * @param firstRows the first row at or after each of them
 * @param metricRows how many of the newest labelled rows metrics rest on
 * @param metricsEvery the moments at which metrics are read; zero: at the evaluation
 */
record BacktestSetting<R>(
        BacktestRows<R> rows,
        BacktestTrainings<R> trainings,
        long[] looks,
        int[] firstRows,
        int metricRows,
        Duration metricsEvery) {

    static <R> BacktestSetting<R> of(
            BacktestRows<R> rows,
            BacktestTrainings<R> trainings,
            Instant from,
            Instant to,
            Duration every,
            int metricRows,
            Duration metricsEvery) {
        long start = from.toEpochMilli();
        long end = to.toEpochMilli();
        long step = every.toMillis();
        long[] looks = LongStream.concat(
                        LongStream.iterate(start, moment -> moment < end, moment -> moment + step), LongStream.of(end))
                .toArray();
        int[] firstRows = Arrays.stream(looks).mapToInt(rows::firstAtOrAfter).toArray();
        return new BacktestSetting<>(rows, trainings, looks, firstRows, metricRows, metricsEvery);
    }

    /** How many evaluations there are, the first training among them. */
    int evaluations() {
        return looks.length - 1;
    }

    /** The number of the evaluation at a moment. */
    int evaluation(Instant moment) {
        int look = Arrays.binarySearch(looks, moment.toEpochMilli());
        if (look < 0 || look >= evaluations()) {
            throw new PolicyException("", moment + " is no evaluation; see evaluations()");
        }
        return look;
    }

    Instant at(int look) {
        return Instant.ofEpochMilli(looks[look]);
    }

    /** The newest moment at which metrics were read, seen from an evaluation. */
    long metricsAt(int look) {
        long every = metricsEvery.toMillis();
        return every == 0 ? looks[look] : Math.floorDiv(looks[look], every) * every;
    }

    /** The number of the window that metrics were read from; equal for evaluations that read the same. */
    long window(int look) {
        long every = metricsEvery.toMillis();
        return every == 0 ? look : Math.floorDiv(looks[look], every);
    }
}

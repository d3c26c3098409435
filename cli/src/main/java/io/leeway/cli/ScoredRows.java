package io.leeway.cli;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Predictions, their labels, and when each became known. */
final class ScoredRows {
    /** The time of a label that never came. */
    static final long NEVER = Long.MAX_VALUE;

    private final boolean regression;
    private long[] times = new long[1024];
    private long[] labelTimes = new long[1024];
    private double[] predictions = new double[1024];
    private double[] labels = new double[1024];
    private int size;
    private long[] sortedTimes = {};
    private int[] byLabelTime = {};

    ScoredRows(boolean regression) {
        this.regression = regression;
    }

    void add(long time, long labelTime, double prediction, double label) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            labelTimes = Arrays.copyOf(labelTimes, 2 * size);
            predictions = Arrays.copyOf(predictions, 2 * size);
            labels = Arrays.copyOf(labels, 2 * size);
        }
        times[size] = time;
        labelTimes[size] = labelTime;
        predictions[size] = prediction;
        labels[size++] = label;
    }

    /** Ends the adding: sorts by time. */
    void finish() {
        byLabelTime = IntStream.range(0, size)
                .filter(i -> labelTimes[i] != NEVER && !Double.isNaN(predictions[i]))
                .boxed()
                .sorted((a, b) -> Long.compare(labelTimes[a], labelTimes[b]))
                .mapToInt(i -> i)
                .toArray();
        sortedTimes = Arrays.copyOf(times, size);
        Arrays.sort(sortedTimes);
    }

    int size() {
        return size;
    }

    /** How many rows have a prediction, and a label some day. */
    int labelled() {
        return byLabelTime.length;
    }

    long first() {
        return sortedTimes[0];
    }

    long last() {
        return sortedTimes[size - 1];
    }

    /** How many rows were predicted before a time. */
    int predictedBefore(long time) {
        return firstNot(size, i -> sortedTimes[i] < time);
    }

    /** How many labels were known before a time. */
    int labelledBefore(long time) {
        return firstNot(byLabelTime.length, i -> labelTimes[byLabelTime[i]] < time);
    }

    /** By bisection: the first index that does not satisfy what all before it do. */
    private static int firstNot(int length, IntPredicate holds) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The newest rows among the first so many labels, of those that were predicted at a time or later. */
    int[] newest(int known, int most, long predictedSince) {
        return IntStream.range(0, known)
                .map(i -> byLabelTime[known - 1 - i])
                .filter(row -> times[row] >= predictedSince)
                .limit(most)
                .toArray();
    }

    /** The metrics of some rows, at least one. */
    Map<String, Double> metrics(int... rows) {
        double[] predicted =
                Arrays.stream(rows).mapToDouble(i -> predictions[i]).toArray();
        if (regression) {
            return RegressionMetrics.of(
                            predicted,
                            Arrays.stream(rows).mapToDouble(i -> labels[i]).toArray())
                    .values();
        }
        boolean[] actual = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            actual[i] = labels[rows[i]] == 1;
        }
        ClassificationMetrics found = ClassificationMetrics.of(predicted, actual);
        Map<String, Double> metrics = new HashMap<>(found.values());
        metrics.put("baseRateLogLoss", found.baseRateLogLoss());
        return metrics;
    }
}

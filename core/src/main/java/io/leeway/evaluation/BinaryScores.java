package io.leeway.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/** Metrics of the positive class's probability. */
final class BinaryScores {
    private static final int BINS = 10;

    private BinaryScores() {}

    static double rocAuc(Evaluation evaluation) {
        Integer[] order = new Integer[evaluation.rows()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(evaluation::score));
        int positive = positive(evaluation);
        double rankSum = 0.0;
        long positives = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int hits = 0;
            while (to < order.length && evaluation.score(order[to]) == evaluation.score(order[from])) {
                hits += evaluation.target(order[to++]) == positive ? 1 : 0;
            }
            rankSum += hits * (from + 1.0 + to) / 2.0;
            positives += hits;
            from = to;
        }
        long negatives = order.length - positives;
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        return (rankSum - positives * (positives + 1.0) / 2.0) / ((double) positives * negatives);
    }

    static double calibrationError(Evaluation evaluation) {
        double[] gap = new double[BINS];
        int positive = positive(evaluation);
        for (int row = 0; row < evaluation.rows(); row++) {
            double score = evaluation.score(row);
            int bin = Math.min(BINS - 1, (int) (score * BINS));
            gap[bin] += score - (evaluation.target(row) == positive ? 1.0 : 0.0);
        }
        double sum = 0.0;
        for (double each : gap) {
            sum += Math.abs(each);
        }
        return sum / evaluation.rows();
    }

    private static int positive(Evaluation evaluation) {
        return evaluation.classes().indexOf(evaluation.positiveClass().orElseThrow());
    }
}

package io.leeway.retraining;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.ModelKind;
import io.leeway.monitoring.performance.PerformanceEstimator;
import io.leeway.monitoring.performance.ScoredRows;
import java.util.Arrays;
import java.util.Optional;

/** What a new champion predicted for the rows that were held out, for a monitor to measure it against. */
final class HeldOutRows {
    /** Fewer days say too little about how days differ. */
    private static final int LEAST_DAYS = 5;

    private HeldOutRows() {}

    /** Classifications only: estimates of numbers need features, which an evaluation has not. Rows of a day are a cluster. */
    static Optional<ScoredRows> labelled(Evaluation evaluation) {
        if (evaluation.kind() != ModelKind.CLASSIFICATION || evaluation.rows() < PerformanceEstimator.LEAST_LABELS) {
            return Optional.empty();
        }
        ScoredRows rows = evaluation.classes().size() == 2 ? binary(evaluation) : classes(evaluation);
        long[] days = evaluation.days();
        return Optional.of(Arrays.stream(days).distinct().count() < LEAST_DAYS ? rows : rows.clusters(days));
    }

    private static ScoredRows binary(Evaluation evaluation) {
        int positive = evaluation.classes().indexOf(evaluation.positiveClass().orElseThrow());
        double[] scores = new double[evaluation.rows()];
        boolean[] labels = new boolean[scores.length];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = evaluation.score(row);
            labels[row] = evaluation.target(row) == positive;
        }
        return ScoredRows.binary(scores).labels(labels);
    }

    private static ScoredRows classes(Evaluation evaluation) {
        double[][] probabilities =
                new double[evaluation.rows()][evaluation.classes().size()];
        double[] labels = new double[probabilities.length];
        for (int row = 0; row < labels.length; row++) {
            for (int i = 0; i < probabilities[row].length; i++) {
                probabilities[row][i] = evaluation.probability(row, i);
            }
            labels[row] = evaluation.target(row);
        }
        return ScoredRows.classes(probabilities).labels(labels);
    }
}

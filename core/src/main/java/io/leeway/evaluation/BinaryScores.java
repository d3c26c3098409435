package io.leeway.evaluation;

import io.leeway.monitoring.performance.ClassificationMetrics;

/** Metrics of the positive class's probability, by the same formulas as the monitor's. */
final class BinaryScores {
    private BinaryScores() {}

    static double rocAuc(Evaluation evaluation) {
        return metrics(evaluation).rocAuc();
    }

    static double calibrationError(Evaluation evaluation) {
        return metrics(evaluation).calibrationError();
    }

    static ClassificationMetrics metrics(Evaluation evaluation) {
        int positive = evaluation.classes().indexOf(evaluation.positiveClass().orElseThrow());
        double[] probability = new double[evaluation.rows()];
        boolean[] actual = new boolean[evaluation.rows()];
        for (int row = 0; row < actual.length; row++) {
            // A softmax may exceed 1 by its last place.
            probability[row] = Math.min(1.0, evaluation.score(row));
            actual[row] = evaluation.target(row) == positive;
        }
        return ClassificationMetrics.of(probability, actual);
    }
}

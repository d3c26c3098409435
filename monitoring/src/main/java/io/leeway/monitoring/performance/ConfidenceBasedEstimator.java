package io.leeway.monitoring.performance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Estimates the performance of a classification from its calibrated probabilities. */
final class ConfidenceBasedEstimator implements PerformanceEstimator {
    private final ScoredRows.Kind kind;
    private final int columns;
    private final long referenceRows;
    private final Calibrator[] calibrators;
    private final ClassErrors errors;

    private ConfidenceBasedEstimator(ScoredRows reference, CalibrationRule rule) {
        double[][] outcomes = outcomes(reference);
        kind = reference.kind();
        columns = outcomes.length;
        referenceRows = reference.rows();
        calibrators = new Calibrator[columns];
        Arrays.setAll(calibrators, c -> rule.fit(c, reference.scores()[c], outcomes[c]));
        errors = new ClassErrors(reference, outcomes);
    }

    /** Fits the calibrator of a class. */
    @FunctionalInterface
    interface CalibrationRule {
        Calibrator fit(int column, double[] score, double[] outcome);
    }

    static ConfidenceBasedEstimator fit(ScoredRows reference) {
        return fit(reference, (column, score, outcome) -> Calibrator.fit(score, outcome));
    }

    static ConfidenceBasedEstimator fit(ScoredRows reference, CalibrationRule rule) {
        if (reference.kind() == ScoredRows.Kind.NUMBERS) {
            throw new IllegalArgumentException("CBPE is for classifications; use dle(reference) for a regression");
        }
        ScoredRows known = reference.known();
        if (known.rows() < LEAST_LABELS) {
            throw new IllegalArgumentException("the reference has " + known.rows() + " labelled rows; pass at least "
                    + LEAST_LABELS + ", better some thousand");
        }
        return new ConfidenceBasedEstimator(known, rule);
    }

    @Override
    public PerformanceEstimate estimate(ScoredRows rows) {
        if (rows.kind() != kind || rows.scores().length != columns) {
            throw new IllegalArgumentException(
                    "the rows are of another kind than the reference, or have other classes");
        }
        Map<String, Double> expected = ClassMetrics.of(rows, probabilities(rows));
        ScoredRows known = rows.known();
        double[][] outcomes = outcomes(known);
        double[][] probabilities = probabilities(known);
        Map<String, Double> realised = ClassMetrics.of(known, outcomes);
        Map<String, Double> expectedOfKnown = ClassMetrics.of(known, probabilities);
        List<MetricEstimate> metrics = new ArrayList<>();
        expected.forEach((metric, value) -> {
            if (!Double.isNaN(value)) {
                double half = BAND_STANDARD_ERRORS * errors.of(metric, rows.rows());
                double actual = realised.getOrDefault(metric, Double.NaN);
                double error = expectedOfKnown.getOrDefault(metric, Double.NaN) - actual;
                metrics.add(new MetricEstimate(
                        metric,
                        value,
                        Math.max(0, value - half),
                        Math.min(1, value + half),
                        BAND_CONFIDENCE,
                        Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(actual),
                        Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error)));
            }
        });
        AssumptionCheck check = CalibrationCheck.of(known, probabilities, outcomes, referenceRows);
        return new PerformanceEstimate("CBPE", basis(), rows.rows(), known.rows(), metrics, check);
    }

    private String basis() {
        long calibrated =
                Arrays.stream(calibrators).filter(Calibrator::calibrates).count();
        String how = columns == 1
                ? calibrated == 1 ? "calibrated" : "not calibrated, which would not pay,"
                : calibrated + " of " + columns + " classes calibrated";
        return String.format(Locale.ROOT, "%s on %,d labelled reference rows", how, referenceRows);
    }

    /** Calibrated, and scaled to a sum of 1 if there are several classes. */
    private double[][] probabilities(ScoredRows rows) {
        double[][] probabilities = new double[columns][];
        Arrays.setAll(
                probabilities,
                c -> calibrators[c].probabilities(rows.scores()[c]).clone());
        for (int row = 0; columns > 1 && row < rows.rows(); row++) {
            double sum = 0;
            for (double[] column : probabilities) {
                sum += column[row];
            }
            for (double[] column : probabilities) {
                column[row] = sum == 0 ? 1.0 / columns : column[row] / sum;
            }
        }
        return probabilities;
    }

    /** For each column 1 where the row is of its class, else 0. */
    private static double[][] outcomes(ScoredRows rows) {
        double[][] outcomes = new double[rows.scores().length][rows.rows()];
        for (int c = 0; c < outcomes.length; c++) {
            int label = outcomes.length == 1 ? 1 : c;
            for (int row = 0; row < rows.rows(); row++) {
                outcomes[c][row] = rows.labels()[row] == label ? 1 : 0;
            }
        }
        return outcomes;
    }
}

package io.leeway.monitoring.performance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The metrics of a classification whose rows are of each class with a probability; means over the classes if several. */
final class ClassMetrics {
    private ClassMetrics() {}

    /** Metrics by name, NaN where undefined, in a fixed order. */
    static Map<String, Double> of(ScoredRows rows, double[][] probability) {
        int columns = probability.length;
        ExpectedCounts[] counts = new ExpectedCounts[columns];
        ExpectedCurve[] curves = new ExpectedCurve[columns];
        for (int c = 0; c < columns; c++) {
            double[] score = rows.scores()[c];
            counts[c] = ExpectedCounts.of(probability[c], rows.predicted(), columns == 1 ? 1 : c);
            curves[c] = ExpectedCurve.of(score, probability[c], ResampledTotals.order(score));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("rocAuc", mean(curves, ExpectedCurve::rocAuc));
        metrics.put("averagePrecision", mean(curves, ExpectedCurve::averagePrecision));
        metrics.put("f1", mean(counts, ExpectedCounts::f1));
        metrics.put("precision", mean(counts, ExpectedCounts::precision));
        metrics.put("recall", mean(counts, ExpectedCounts::recall));
        metrics.put("specificity", mean(counts, ExpectedCounts::specificity));
        double right = columns == 1 ? counts[0].tp() + counts[0].tn() : 0;
        for (int c = 0; columns > 1 && c < columns; c++) {
            right += counts[c].tp();
        }
        metrics.put("accuracy", right / rows.rows());
        return metrics;
    }

    private static <T> double mean(T[] ofClasses, ToDoubleFunction<T> value) {
        double sum = 0;
        for (T each : ofClasses) {
            sum += value.applyAsDouble(each);
        }
        return sum / ofClasses.length;
    }
}

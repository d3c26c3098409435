package io.leeway.monitoring.performance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Metrics over labelled rows whose predictions are probabilities of several classes, scores of a ranking, or numbers with bands.
 *
 * @param rows the number of labelled rows
 * @param values the defined metrics by name; unmodifiable
 */
public record OutcomeMetrics(long rows, Map<String, Double> values) {
    /** The names of {@link #ofClasses}. */
    public static final List<String> CLASSES = List.of(
            "logLoss", "brier", "rocAuc", "averagePrecision", "f1", "precision", "recall", "specificity", "accuracy");

    /** The names of {@link #ofRanking}. */
    public static final List<String> RANKING = List.of("rocAuc", "averagePrecision");

    /** The names of {@link #ofBands}. */
    public static final List<String> BANDS =
            List.of("mae", "rmse", "r2", "bias", "coverage", "bandWidth", "intervalScore");

    private static final double LEAST_PROBABILITY = 0x1p-52;

    /**
     * Copies the map in the same order.
     *
     * @param rows the number of labelled rows
     * @param values metrics by name
     */
    public OutcomeMetrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Computes the metrics of a classification of several classes: {@code logLoss} (natural logarithm, clipped at 2<sup>-52</sup>), {@code brier} (half the mean
     * squared distance from the actual class, 0 to 1), {@code accuracy} of the most probable class, and means over the classes, each against all others:
     * {@code rocAuc}, {@code averagePrecision}, {@code f1}, {@code precision}, {@code recall} and {@code specificity}, which are undefined where they are for one class.
     *
     * @param probability for each row the probabilities of all classes
     * @param actual the index of the actual class of each row
     * @return the metrics; none for no rows
     * @throws InvalidPredictionException if a probability is outside of 0 to 1
     * @throws IllegalArgumentException if the lengths differ or there is no such class
     */
    public static OutcomeMetrics ofClasses(double[][] probability, int[] actual) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (probability.length > 0) {
            double[][] outcomes = new double[probability[0].length][actual.length];
            double logLoss = 0;
            double brier = 0;
            for (int row = 0; row < actual.length; row++) {
                outcomes[actual[row]][row] = 1;
                logLoss -= Math.log(Math.max(LEAST_PROBABILITY, probability[row][actual[row]]));
                for (int c = 0; c < outcomes.length; c++) {
                    double miss = probability[row][c] - (c == actual[row] ? 1 : 0);
                    brier += miss * miss / 2;
                }
            }
            values.put("logLoss", logLoss / actual.length);
            values.put("brier", brier / actual.length);
            values.putAll(ClassMetrics.of(ScoredRows.classes(probability), outcomes));
        }
        return defined(actual.length, values);
    }

    /**
     * Computes the metrics of a ranking: {@code rocAuc} and {@code averagePrecision}; rows of equal score count half, or share one point of the curve.
     *
     * @param score the score of each row, finite
     * @param relevant whether each row was what is to rank high
     * @return the metrics
     * @throws IllegalArgumentException if the lengths differ
     */
    public static OutcomeMetrics ofRanking(double[] score, boolean[] relevant) {
        double[] outcome = new double[relevant.length];
        for (int row = 0; row < outcome.length; row++) {
            outcome[row] = relevant[row] ? 1 : 0;
        }
        if (score.length != outcome.length) {
            throw new IllegalArgumentException("got " + score.length + " scores for " + outcome.length + " outcomes");
        }
        ExpectedCurve curve = ExpectedCurve.of(score, outcome, ResampledTotals.order(score));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rocAuc", curve.rocAuc());
        values.put("averagePrecision", curve.averagePrecision());
        return defined(score.length, values);
    }

    /**
     * Computes the metrics of a regression with bands: those of {@link RegressionMetrics}, {@code coverage} (the share of rows within their band), {@code bandWidth}
     * (mean), and {@code intervalScore}: the mean of the width, plus 2 / (1 - confidence) times the distance from the band where a row lies outside (Gneiting and
     * Raftery 2007, equation 43); less is better.
     *
     * @param predicted the predicted value of each row
     * @param lower the lower end of its band
     * @param upper the upper end of its band
     * @param actual its actual value
     * @param confidence what the bands are to cover, above 0 and below 1
     * @return the metrics
     * @throws InvalidPredictionException if a predicted or actual value is not finite
     * @throws IllegalArgumentException if the lengths differ
     */
    public static OutcomeMetrics ofBands(
            double[] predicted, double[] lower, double[] upper, double[] actual, double confidence) {
        Map<String, Double> values =
                new LinkedHashMap<>(RegressionMetrics.of(predicted, actual).values());
        double covered = 0;
        double width = 0;
        double outside = 0;
        for (int row = 0; row < actual.length; row++) {
            double miss = Math.max(0, Math.max(lower[row] - actual[row], actual[row] - upper[row]));
            covered += miss == 0 ? 1 : 0;
            width += upper[row] - lower[row];
            outside += miss;
        }
        int rows = actual.length;
        values.put("coverage", covered / rows);
        values.put("bandWidth", width / rows);
        values.put("intervalScore", (width + 2 / (1 - confidence) * outside) / rows);
        return defined(rows, values);
    }

    private static OutcomeMetrics defined(long rows, Map<String, Double> values) {
        values.values().removeIf(value -> value.isNaN());
        return new OutcomeMetrics(rows, values);
    }

    /** Returns all metrics in one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(name).append(String.format(Locale.ROOT, " %.4g, ", value)));
        return text + "over " + rows + " labels";
    }
}

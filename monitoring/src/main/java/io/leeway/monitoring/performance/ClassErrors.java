package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The standard errors of the metrics of a classification for a number of rows, as the reference shows them: those of means
 * over the rows that count for a metric (as NannyML 0.13.1 computes them). Rows are taken as independent.
 */
final class ClassErrors {
    /** What NannyML adds to the area's error for several classes, because simulations showed it to be too small. */
    private static final double AREA_OF_CLASSES = 1.2;

    private static final int RESAMPLES = 50;
    private static final int RESAMPLED_ROWS = 50_000;

    /** The standard error for one row, by metric; for other numbers of rows it shrinks with their square root. */
    private final Map<String, Double> ofOneRow = new LinkedHashMap<>();

    ClassErrors(ScoredRows reference, double[][] outcomes) {
        int columns = outcomes.length;
        double[] area = new double[columns];
        double[] averagePrecision = new double[columns];
        double[] f1 = new double[columns];
        double[] precision = new double[columns];
        double[] recall = new double[columns];
        double[] specificity = new double[columns];
        double right = 0;
        for (int c = 0; c < columns; c++) {
            ExpectedCounts n = ExpectedCounts.of(outcomes[c], reference.predicted(), columns == 1 ? 1 : c);
            double rows = reference.rows();
            int[] order = ResampledTotals.order(reference.scores()[c]);
            area[c] = areaVariance(reference.scores()[c], outcomes[c], order);
            averagePrecision[c] = averagePrecisionVariance(reference.scores()[c], outcomes[c], order);
            double relevant = n.tp() + n.fp() + n.fn();
            double weight = columns == 1 ? relevant / (n.tp() + 0.5 * (n.fp() + n.fn())) : 1;
            f1[c] = weight * weight * shareVariance(n.tp(), relevant, rows);
            precision[c] = shareVariance(n.tp(), n.tp() + n.fp(), rows);
            recall[c] = shareVariance(n.tp(), n.tp() + n.fn(), rows);
            specificity[c] = shareVariance(n.tn(), n.tn() + n.fp(), rows);
            right += n.tp() + (columns == 1 ? n.tn() : 0);
        }
        ofOneRow.put("rocAuc", ofMean(area) * (columns == 1 ? 1 : AREA_OF_CLASSES));
        ofOneRow.put("averagePrecision", ofMean(averagePrecision) * Math.sqrt(columns));
        ofOneRow.put("f1", ofMean(f1));
        ofOneRow.put("precision", ofMean(precision));
        ofOneRow.put("recall", ofMean(recall));
        ofOneRow.put("specificity", ofMean(specificity));
        ofOneRow.put("accuracy", Math.sqrt(shareVariance(right, reference.rows(), reference.rows())));
    }

    double of(String metric, int rows) {
        return ofOneRow.getOrDefault(metric, Double.NaN) / Math.sqrt(rows);
    }

    private static double ofMean(double[] variances) {
        double sum = 0;
        for (double variance : variances) {
            sum += variance;
        }
        return Math.sqrt(sum) / variances.length;
    }

    /** The variance of a share of the rows that count, for one row of all. */
    private static double shareVariance(double hits, double relevant, double rows) {
        double share = hits / relevant;
        return share * (1 - share) / (relevant / rows);
    }

    /** That of the share of negatives below a positive row, or the other way round where positives are the majority. */
    private static double areaVariance(double[] score, double[] outcome, int[] order) {
        double positives = 0;
        for (double each : outcome) {
            positives += each;
        }
        double n = order.length;
        boolean flipped = positives / n > 0.5;
        double few = flipped ? n - positives : positives;
        double many = n - few;
        double sum = 0;
        double squares = 0;
        double below = 0;
        int start = 0;
        while (start < order.length) {
            int end = start;
            double tiedFew = 0;
            while (end < order.length && score[order[end]] == score[order[start]]) {
                tiedFew += flipped ? 1 - outcome[order[end]] : outcome[order[end]];
                end++;
            }
            double tiedMany = end - start - tiedFew;
            double share = (below + tiedMany / 2) / many;
            sum += tiedFew * share;
            squares += tiedFew * share * share;
            below += tiedMany;
            start = end;
        }
        double mean = sum / few;
        return Math.max(0, squares / few - mean * mean) / (few / n);
    }

    /** By resampling half of the rows, at most 50,000. */
    private static double averagePrecisionVariance(double[] score, double[] outcome, int[] order) {
        int size = Math.min(order.length / 2, RESAMPLED_ROWS);
        SplittableRandom random = new SplittableRandom(42);
        double mean = 0;
        double squares = 0;
        int[] drawn = new int[order.length];
        int[] sample = new int[size];
        for (int resample = 1; resample <= RESAMPLES; resample++) {
            Arrays.fill(drawn, 0);
            for (int i = 0; i < size; i++) {
                drawn[random.nextInt(order.length)]++;
            }
            int at = 0;
            for (int i = 0; i < order.length; i++) {
                for (int times = drawn[i]; times > 0; times--) {
                    sample[at++] = order[i];
                }
            }
            double value = ExpectedCurve.of(score, outcome, sample).averagePrecision();
            double difference = value - mean;
            mean += difference / resample;
            squares += difference * (value - mean);
        }
        return squares / RESAMPLES * size;
    }
}

package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics of a binary classifier on labelled rows.
 *
 * <p>An undefined metric is {@code NaN}: every metric if there are no rows, {@code rocAuc} if all rows are of one
 * class, {@code precision} if no row was predicted positive, {@code recall} if no row was positive, {@code f1} if
 * neither was. {@link #values()} omits undefined metrics.
 *
 * <p>Formulas: log loss and Brier score, Murphy and Winkler 1987; area under the ROC curve as the Mann-Whitney statistic
 * with ties counted one half, Hanley and McNeil 1982; expected calibration error over equal-width bins, Naeini, Cooper
 * and Hauskrecht 2015. They agree with scikit-learn 1.6.1 to 1e-12.
 *
 * <pre>{@code
 * ClassificationMetrics metrics = ClassificationMetrics.of(probabilities, actual);
 * System.out.println(metrics);   // n 5000, base rate 0.241, log loss 0.4913, AUC 0.7124, ...
 * }</pre>
 *
 * @param rows the number of labelled rows
 * @param positives the number of rows whose label is true
 * @param threshold the probability from which a row counts as predicted positive ({@code >=})
 * @param logLoss the mean negative natural logarithm of the probability of the actual class, with probabilities clipped
 *     to between {@link #LOG_LOSS_CLIP} and 1 minus it; 0 is best
 * @param rocAuc the probability that a positive row has a higher score than a negative row, exact with ties; 0.5 is
 *     chance, 1 is best
 * @param brier the mean squared difference between probability and label; 0 is best
 * @param calibrationError expected calibration error: over equal-width bins {@code [i/B, (i+1)/B)}, the last closed, the
 *     mean absolute difference of mean probability and positive rate, weighted by rows; 0 is best
 * @param calibrationBias the mean probability minus the positive rate; above 0, the model predicts too many positives
 * @param accuracy the share of rows that are classified correctly
 * @param precision the share of actual positives among the rows predicted positive
 * @param recall the share of actual positives that were predicted positive
 * @param f1 the harmonic mean of precision and recall
 */
public record ClassificationMetrics(
        long rows,
        long positives,
        double threshold,
        double logLoss,
        double rocAuc,
        double brier,
        double calibrationError,
        double calibrationBias,
        double accuracy,
        double precision,
        double recall,
        double f1) {

    /** The default probability from which a row counts as predicted positive: 0.5. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    /** The default number of equal-width bins of the calibration error: 10. */
    public static final int DEFAULT_BINS = 10;

    /**
     * The least probability that log loss uses, 2<sup>-52</sup>, as in scikit-learn: the loss of a row is at most
     * 36.04.
     */
    public static final double LOG_LOSS_CLIP = 0x1p-52;

    private static final List<String> NAMES = List.of(
            "logLoss",
            "rocAuc",
            "brier",
            "calibrationError",
            "calibrationBias",
            "accuracy",
            "precision",
            "recall",
            "f1",
            "baseRate");

    /**
     * Computes the metrics with the default threshold and number of bins. Costs two sorts; 300,000 rows take about 30
     * ms.
     *
     * @param probability the probability of the positive class for each row, 0 to 1
     * @param actual whether each row was positive
     * @return the metrics
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if the lengths differ
     */
    public static ClassificationMetrics of(double[] probability, boolean[] actual) {
        return of(probability, actual, DEFAULT_THRESHOLD, DEFAULT_BINS);
    }

    /**
     * Computes the metrics.
     *
     * @param probability the probability of the positive class for each row, 0 to 1
     * @param actual whether each row was positive
     * @param threshold the probability from which a row counts as predicted positive
     * @param bins the number of equal-width bins of the calibration error, at least 1
     * @return the metrics
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if the lengths differ, the threshold is NaN, or the number of bins is not
     *     positive
     */
    public static ClassificationMetrics of(double[] probability, boolean[] actual, double threshold, int bins) {
        Totals.check(probability, actual);
        checkOptions(threshold, bins);
        double[] totals = new double[Totals.length(bins)];
        for (int i = 0; i < probability.length; i++) {
            double p = probability[i];
            Totals.add(totals, 0, bins, threshold, p, actual[i], Totals.loss(p, actual[i]));
        }
        totals[Totals.TWICE_CONCORDANT] = twiceConcordant(probability, actual, (int) totals[Totals.POSITIVES]);
        return Totals.metrics(totals, bins, threshold);
    }

    static void checkOptions(double threshold, int bins) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold is NaN; give a probability such as 0.5");
        }
        if (bins < 1) {
            throw new IllegalArgumentException("got " + bins + " bins for the calibration error; give at least 1");
        }
    }

    /** Sorting the classes apart is twice as fast as sorting rows, and the merge counts in whole numbers: exact. */
    private static double twiceConcordant(double[] probability, boolean[] actual, int positives) {
        double[] high = new double[positives];
        double[] low = new double[actual.length - positives];
        int h = 0;
        int l = 0;
        for (int i = 0; i < actual.length; i++) {
            // Adding 0.0 makes the negative zero, which sorts apart, an ordinary one.
            if (actual[i]) {
                high[h++] = probability[i] + 0.0;
            } else {
                low[l++] = probability[i] + 0.0;
            }
        }
        Arrays.sort(high);
        Arrays.sort(low);
        long twice = 0;
        int below = 0;
        int upTo = 0;
        for (double p : high) {
            while (below < low.length && low[below] < p) {
                below++;
            }
            upTo = Math.max(upTo, below);
            while (upTo < low.length && low[upTo] == p) {
                upTo++;
            }
            twice += below + (long) upTo;
        }
        return twice;
    }

    /**
     * Returns the share of positive rows.
     *
     * @return 0 to 1, or NaN if there are no rows
     */
    public double baseRate() {
        return (double) positives / rows;
    }

    /**
     * Returns the log loss of a model that always predicts the base rate: the entropy of the labels, in nats. A useful
     * model has a smaller log loss.
     *
     * @return 0 to the natural logarithm of 2; 0 if only one class occurs, NaN if there are no rows
     */
    public double baseRateLogLoss() {
        return entropy(baseRate()) + entropy(1 - baseRate());
    }

    private static double entropy(double share) {
        return share == 0 ? 0 : -share * Math.log(share);
    }

    /**
     * Returns the names of all metrics, in the order of {@link #values()}.
     *
     * @return ten names, beginning with {@code logLoss}
     */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns the metrics by name, in a fixed order, without undefined ones: {@code logLoss}, {@code rocAuc},
     * {@code brier}, {@code calibrationError}, {@code calibrationBias}, {@code accuracy}, {@code precision},
     * {@code recall}, {@code f1}, {@code baseRate}.
     *
     * @return an unmodifiable map
     */
    public Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("logLoss", logLoss);
        values.put("rocAuc", rocAuc);
        values.put("brier", brier);
        values.put("calibrationError", calibrationError);
        values.put("calibrationBias", calibrationBias);
        values.put("accuracy", accuracy);
        values.put("precision", precision);
        values.put("recall", recall);
        values.put("f1", f1);
        values.put("baseRate", baseRate());
        values.values().removeIf(value -> Double.isNaN(value));
        return Collections.unmodifiableMap(values);
    }

    /** Returns the number of rows, the base rate and all metrics in one line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "n %d, base rate %.4f, log loss %.4f, AUC %.4f, Brier %.4f, ECE %.4f, bias %+.4f,"
                        + " accuracy %.4f, precision %.4f, recall %.4f, F1 %.4f at %s",
                rows,
                baseRate(),
                logLoss,
                rocAuc,
                brier,
                calibrationError,
                calibrationBias,
                accuracy,
                precision,
                recall,
                f1,
                threshold);
    }
}

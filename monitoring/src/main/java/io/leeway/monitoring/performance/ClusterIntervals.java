package io.leeway.monitoring.performance;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Confidence intervals of metrics over rows that are correlated within clusters such as days, which keep their level with
 * few clusters: from about five on, where {@link Bootstrap} needs some hundred.
 *
 * <p>Each metric is linearised to a mean over rows (its influence function; Obuchowski 1997 for the area under the ROC
 * curve). The variance is that of sums over clusters with the bias-reduced correction CR2, and the quantile is that of
 * Student's distribution with Satterthwaite's degrees of freedom under a random effect of the clusters (Bell and McCaffrey
 * 2002; Imbens and Kolesár 2016). Days of very different size thus count as fewer. The calibration error, which is not
 * smooth, has no such interval; nor has a metric that is undefined, or that no cluster makes a difference to.
 *
 * <p>Immutable; each option returns a new value. Cost: one sort, and clusters squared for each metric.
 *
 * <pre>{@code
 * MetricIntervals week = ClusterIntervals.days(departuresMillis, ZoneId.of("America/New_York"))
 *         .classification(probabilities, actual);
 * }</pre>
 */
public final class ClusterIntervals {
    /** The default confidence: 0.95. */
    public static final double DEFAULT_CONFIDENCE = 0.95;

    private final int[] cluster;
    private final int clusters;
    private final double confidence;

    private ClusterIntervals(int[] cluster, int clusters, double confidence) {
        this.cluster = cluster;
        this.clusters = clusters;
        this.confidence = confidence;
    }

    /**
     * Returns intervals over clusters of rows, with a confidence of 0.95.
     *
     * @param clusterOfRow a number for each row; rows with equal numbers form a cluster. At least two clusters
     * @return the intervals, which accept only this number of rows
     * @throws IllegalArgumentException if there are fewer than two clusters
     */
    public static ClusterIntervals of(long[] clusterOfRow) {
        Map<Long, Integer> numbers = new HashMap<>();
        int[] dense = new int[clusterOfRow.length];
        for (int row = 0; row < dense.length; row++) {
            dense[row] = numbers.computeIfAbsent(clusterOfRow[row], key -> numbers.size());
        }
        if (numbers.size() < 2) {
            throw new IllegalArgumentException("the rows form " + numbers.size()
                    + " cluster(s), and say nothing about how clusters differ; pass at least 2, better 10");
        }
        return new ClusterIntervals(dense, numbers.size(), DEFAULT_CONFIDENCE);
    }

    /**
     * Returns intervals over calendar days, with a confidence of 0.95.
     *
     * @param epochMillis the time of each row
     * @param zone the time zone of the days
     * @return the intervals, which accept only this number of rows
     * @throws IllegalArgumentException if there are fewer than two days
     */
    public static ClusterIntervals days(long[] epochMillis, ZoneId zone) {
        return of(Arrays.stream(epochMillis)
                .map(millis ->
                        Instant.ofEpochMilli(millis).atZone(zone).toLocalDate().toEpochDay())
                .toArray());
    }

    /**
     * Sets the confidence.
     *
     * @param confidence between 0 and 1, exclusive
     * @return the intervals
     * @throws IllegalArgumentException if it is not
     */
    public ClusterIntervals confidence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "confidence " + confidence + " is not between 0 and 1; give one such as 0.95");
        }
        return new ClusterIntervals(cluster, clusters, confidence);
    }

    /**
     * Returns the interval of a mean over rows, such as that of any loss.
     *
     * @param values a finite value for each row
     * @return the interval; its ends are NaN if no cluster makes a difference
     * @throws IllegalArgumentException if the lengths differ
     */
    public Interval mean(double[] values) {
        checkRows(values.length);
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return ratio(values, ones);
    }

    /**
     * Returns intervals of the metrics of a binary classification with a threshold of 0.5.
     *
     * @param probability the probability of the positive class for each row
     * @param actual whether each row was positive
     * @return intervals by the names of {@link ClassificationMetrics#values()}, in their order, without
     *     {@code calibrationError} and without those that are undefined
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if the lengths differ
     */
    public MetricIntervals classification(double[] probability, boolean[] actual) {
        Totals.check(probability, actual);
        checkRows(actual.length);
        return intervals(MetricTerms.classification(probability, actual));
    }

    /**
     * Returns intervals of the difference of each metric between two models on the same rows: the first minus the second.
     *
     * @param first the first model's probability for each row
     * @param second the second model's probability for each row
     * @param actual whether each row was positive
     * @return intervals as {@link #classification} returns them, without {@code baseRate}
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if the lengths differ
     */
    public MetricIntervals difference(double[] first, double[] second, boolean[] actual) {
        Totals.check(first, actual);
        Totals.check(second, actual);
        checkRows(actual.length);
        Map<String, MetricTerms> terms = MetricTerms.classification(first, actual);
        Map<String, MetricTerms> others = MetricTerms.classification(second, actual);
        Map<String, MetricTerms> differences = new LinkedHashMap<>();
        terms.forEach((name, mine) -> {
            MetricTerms other = others.get(name);
            if (other != null && !name.equals("baseRate")) {
                differences.put(name, mine.minus(other));
            }
        });
        return intervals(differences);
    }

    /**
     * Returns intervals of the metrics of a regression.
     *
     * @param predicted the predicted value of each row
     * @param actual the actual value of each row
     * @return intervals by the names {@code mae}, {@code rmse}, {@code r2} and {@code bias}, without undefined ones
     * @throws InvalidPredictionException if a value is not finite
     * @throws IllegalArgumentException if the lengths differ
     */
    public MetricIntervals regression(double[] predicted, double[] actual) {
        RegressionMetrics.of(predicted, actual);
        checkRows(actual.length);
        return intervals(MetricTerms.regression(predicted, actual));
    }

    /** The probability of a mean so far from 0, if that is the true one: a cluster t test; 1 if all values are 0. */
    double pValue(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        MetricTerms terms = MetricTerms.ratio(values, ones);
        ClusterVariance variance = variance(terms);
        return terms.value() == 0
                ? 1
                : 2
                        * TDistribution.of(variance.degrees())
                                .survivalProbability(Math.abs(terms.value()) / Math.sqrt(variance.variance()));
    }

    private void checkRows(int rows) {
        if (rows != cluster.length) {
            throw new IllegalArgumentException(
                    "the clusters are of " + cluster.length + " rows, and " + rows + " rows were given");
        }
    }

    private Interval ratio(double[] numerator, double[] denominator) {
        return interval(MetricTerms.ratio(numerator, denominator));
    }

    private MetricIntervals intervals(Map<String, MetricTerms> terms) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        terms.forEach((name, each) -> {
            Interval interval = interval(each);
            if (!Double.isNaN(interval.lower())) {
                intervals.put(name, interval);
            }
        });
        return new MetricIntervals(intervals);
    }

    private Interval interval(MetricTerms terms) {
        ClusterVariance variance = variance(terms);
        double half = Math.sqrt(variance.variance())
                * TDistribution.of(variance.degrees()).inverseSurvivalProbability((1 - confidence) / 2);
        return half > 0 && Double.isFinite(half)
                ? new Interval(terms.value(), terms.value() - half, terms.value() + half, confidence)
                : new Interval(terms.value(), Double.NaN, Double.NaN, confidence);
    }

    private ClusterVariance variance(MetricTerms terms) {
        double[] sums = new double[clusters];
        double[] sizes = new double[clusters];
        double squares = 0;
        double weight = 0;
        for (int row = 0; row < cluster.length; row++) {
            sums[cluster[row]] += terms.influence()[row];
            sizes[cluster[row]] += terms.weight()[row];
            squares += terms.influence()[row] * terms.influence()[row];
            weight += terms.weight()[row];
        }
        return ClusterVariance.of(sums, sizes, squares, weight);
    }
}

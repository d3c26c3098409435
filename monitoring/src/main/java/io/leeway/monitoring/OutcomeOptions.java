package io.leeway.monitoring;

import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.monitoring.quality.Expectation;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The options of a {@link ModelMonitorBuilder} that say what is predicted, how labels are joined, and what is expected of data and metrics.
 *
 * @param <R> the type of a row
 */
abstract class OutcomeOptions<R> extends MonitorListeners<R> {
    OutcomeOptions(MonitorOptions<R> options) {
        super(options);
    }

    /**
     * Declares that predictions are probabilities of a binary classification and labels are true or false. This is the
     * default unless the schema's response is numeric.
     *
     * @param threshold the probability from which a row counts as predicted positive; 0.5 if this method is not called
     * @return this builder
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public ModelMonitorBuilder<R> classification(double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold is NaN; give a probability such as 0.5");
        }
        options.kind = PredictionForm.Kind.PROBABILITY;
        options.threshold = threshold;
        return self();
    }

    /**
     * Declares that predictions and labels are numbers. This is the default if the schema's response is numeric.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> regression() {
        options.kind = PredictionForm.Kind.NUMBER;
        return self();
    }

    /**
     * Declares that predictions are the probabilities of several classes, recorded by {@link ModelMonitor#record(Object, double[])}, and labels are classes. A prediction is
     * invalid unless its numbers are probabilities with a sum of 1 to within 0.001. Each class's probability is compared with the reference under
     * {@code prediction(class)}; metrics are those of {@link OutcomeMetrics#ofClasses}, over rows of the newest windows that have {@link #labelsWaiting} rows together.
     *
     * @param names the classes, in the order of the probabilities; at least two
     * @return this builder
     * @throws IllegalArgumentException if there are fewer than two, or a name stands twice
     */
    public ModelMonitorBuilder<R> classes(String... names) {
        List<String> distinct = Arrays.stream(names).distinct().toList();
        if (names.length < 2 || distinct.size() < names.length) {
            throw new IllegalArgumentException(
                    "got the classes " + Arrays.toString(names) + "; give two or more, each once");
        }
        options.kind = PredictionForm.Kind.CLASSES;
        options.classes = distinct;
        return self();
    }

    /**
     * Declares that predictions are scores of any range by which rows are ranked, and labels are true for what is to rank high. Metrics are those of
     * {@link OutcomeMetrics#ofRanking}.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> ranking() {
        options.kind = PredictionForm.Kind.RANKING;
        return self();
    }

    /**
     * Declares that predictions are numbers with bands, recorded by {@link ModelMonitor#record(Object, double[])} as value, lower end and upper end, and labels are numbers.
     * The value and the width of the band, {@code prediction(width)}, are compared with the reference; metrics are those of {@link OutcomeMetrics#ofBands}, over
     * rows of the newest windows that have {@link #labelsWaiting} rows together.
     *
     * @param confidence what the bands are to cover, above 0 and below 1, such as 0.9
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public ModelMonitorBuilder<R> bands(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("bands cover a share above 0 and below 1, not " + confidence);
        }
        options.kind = PredictionForm.Kind.BANDS;
        options.bandConfidence = confidence;
        return self();
    }

    /**
     * Sets labelled rows that later predictions are measured against by {@link #estimatedPerformance} and {@link #harm}: rows that the model was not trained on, with what it
     * predicts for them. {@link ModelMonitor#labelledReference} replaces them.
     *
     * @param rows rows with labels; where they have {@linkplain ScoredRows#clusters clusters}, rows of one day are taken to depend on each other
     * @return this builder
     */
    public ModelMonitorBuilder<R> labelledReference(ScoredRows rows) {
        options.labelled = Objects.requireNonNull(rows, "rows");
        return self();
    }

    /**
     * Sets the time zone of days; the default is UTC.
     *
     * @param zone the zone
     * @return this builder
     */
    public ModelMonitorBuilder<R> days(ZoneId zone) {
        options.days = Objects.requireNonNull(zone, "zone");
        return self();
    }

    /**
     * Also estimates each window's metrics without its labels, from the {@link #labelledReference}: by CBPE for classes, by DLE for numbers, see
     * {@link io.leeway.monitoring.performance.PerformanceEstimator}. {@link MonitoringSnapshot#performance} has the estimate with its bands, and, as labels come, the estimates of
     * earlier windows with their errors. Labels of all windows that are kept are checked together against what the estimate assumes: where they contradict it, there is
     * concept drift, and an alert of the kind {@link Alert.Kind#PERFORMANCE} about {@code estimate} says so, if the p-value is below 0.01 and the window's level. Days
     * count instead of rows, at least five, where the reference has clusters.
     *
     * <p>The newest windows are kept that have {@link #labelsWaiting} rows together: 32 bytes a row, for numbers 8 more for each feature; a checkpoint holds them.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> estimatedPerformance() {
        options.isEstimated = true;
        return self();
    }

    /**
     * Also watches the risk: the squared error of a probability, the share of wrong classes, or the mean absolute error, cut off at twice the largest one of the reference. An
     * alert of the kind {@link Alert.Kind#PERFORMANCE} about {@code harm} is raised with each window from the one on at which the risk had risen above that of the
     * {@link #labelledReference} by more than a tolerance; {@link ModelMonitor#harm} may be asked after every label. If the risk never rises so far, the probability that it
     * ever alarms is at most {@code alpha}, see {@link io.leeway.monitoring.performance.RiskMonitor}. It begins anew with {@link ModelMonitor#rebase}.
     *
     * <p>Where the reference has clusters, each day of predictions counts as one observation, as soon as labels of three later days have come; labels that come
     * later are left out.
     *
     * @param tolerance by how much the risk may rise, 0 or more
     * @param alpha the probability of a false alarm over the monitor's whole life, above 0 and below 1
     * @return this builder
     * @throws IllegalArgumentException if an argument is out of range
     */
    public ModelMonitorBuilder<R> harm(double tolerance, double alpha) {
        if (!(tolerance >= 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "got a tolerance of " + tolerance + " and a probability of a false alarm of " + alpha
                            + "; give 0 or more, and one above 0 and below 1");
        }
        options.harmTolerance = tolerance;
        options.harmAlpha = alpha;
        return self();
    }

    /**
     * Also compares how groups are treated, over the rows of the newest windows that have {@link #labelsWaiting} rows together, with the labels that came:
     * {@link PerformanceFindings#fairness}. An alert of the kind {@link Alert.Kind#FAIRNESS} is raised where the difference of a criterion is for sure above the tolerance,
     * or above what it was when all criteria were known first; it says how many rows of the group with the lowest rate that is. The confidence is that of the window's
     * level, divided between criteria and calls of this method, or 0.95 without a level; intervals are of independent rows. Groups of fewer than 30 rows are not compared.
     *
     * @param tolerance the largest difference of a rate that is allowed, 0 to 1
     * @param attributes sensitive attributes of the schema; groups are formed by all of them together. Call the method once for each set of attributes
     * @return this builder
     * @throws IllegalArgumentException if the tolerance is out of range or differs from that of an earlier call, or no attribute is named
     */
    public ModelMonitorBuilder<R> fairness(double tolerance, String... attributes) {
        boolean differs = !options.fairness.isEmpty() && tolerance != options.fairnessTolerance;
        if (!(tolerance >= 0 && tolerance <= 1) || differs || attributes.length == 0) {
            throw new IllegalArgumentException("got a tolerance of " + tolerance + " for the groups by "
                    + Arrays.toString(attributes) + "; give one tolerance from 0 to 1 for all, and attributes");
        }
        options.fairnessTolerance = tolerance;
        options.fairness.add(List.of(attributes));
        return self();
    }

    /**
     * Sets the number of newest labelled rows that metrics are computed over; the default is
     * {@value ModelMonitorBuilder#DEFAULT_PERFORMANCE_ROWS}. Four times as many are kept for {@link ModelMonitor#performance}.
     *
     * @param rows at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> performanceOver(int rows) {
        options.performanceRows = MonitorOptions.atLeastOne("labelled rows", rows);
        return self();
    }

    /**
     * Sets the maximum number of predictions that wait for their labels; the default is {@value ModelMonitorBuilder#DEFAULT_WAITING}. Has
     * no effect if the schema has no id.
     *
     * @param predictions at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> labelsWaiting(int predictions) {
        options.waiting = MonitorOptions.atLeastOne("waiting predictions", predictions);
        return self();
    }

    /**
     * Sets the time after which a prediction without a label expires. By default, predictions expire only when there is
     * no room for more.
     *
     * @param age above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public ModelMonitorBuilder<R> labelsExpireAfter(Duration age) {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException(
                    "predictions cannot expire after " + age + "; give a duration above zero");
        }
        options.labelAge = age;
        return self();
    }

    /**
     * Adds expectations that each window is checked against.
     *
     * @param more the expectations
     * @return this builder
     */
    public ModelMonitorBuilder<R> expect(Expectation... more) {
        options.expectations.addAll(Arrays.asList(more));
        return self();
    }

    /**
     * Raises an alert if a metric over at least 100 labelled rows is above a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; {@link ModelMonitorBuilder#build} rejects
     *     other names
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN
     */
    public ModelMonitorBuilder<R> alertAbove(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, true));
        return self();
    }

    /**
     * Raises an alert if a metric over at least 100 labelled rows is below a limit.
     *
     * @param metric one of {@link io.leeway.monitoring.performance.ClassificationMetrics#names}, or of
     *     {@link io.leeway.monitoring.performance.RegressionMetrics#names} for a regression; {@link ModelMonitorBuilder#build} rejects
     *     other names
     * @param limit the limit
     * @return this builder
     * @throws IllegalArgumentException if the limit is NaN
     */
    public ModelMonitorBuilder<R> alertBelow(String metric, double limit) {
        options.limits.add(new MetricLimit(metric, limit, false));
        return self();
    }
}

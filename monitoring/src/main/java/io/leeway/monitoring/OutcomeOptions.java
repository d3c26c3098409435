package io.leeway.monitoring;

import io.leeway.monitoring.quality.Expectation;
import java.time.Duration;
import java.util.Arrays;

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
        options.classification = true;
        options.threshold = threshold;
        return self();
    }

    /**
     * Declares that predictions and labels are numbers. This is the default if the schema's response is numeric.
     *
     * @return this builder
     */
    public ModelMonitorBuilder<R> regression() {
        options.classification = false;
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

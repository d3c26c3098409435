package io.leeway.monitoring.performance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The estimated performance of rows, and how far the labels among them agree.
 *
 * @param method {@code CBPE} or {@code DLE}
 * @param basis what the estimate rests on, in words
 * @param rows the number of rows
 * @param labelled the number of rows whose label is known
 * @param metrics the estimates, without undefined metrics; for classifications {@code rocAuc}, {@code averagePrecision},
 *     {@code f1}, {@code precision}, {@code recall}, {@code specificity} (means over the classes if there are more than
 *     two) and {@code accuracy}; for regressions {@code mae}, {@code mape}, {@code mse}, {@code msle}, {@code rmse},
 *     {@code rmsle}
 * @param check whether the labels contradict the assumption of the method
 */
public record PerformanceEstimate(
        String method, String basis, long rows, long labelled, List<MetricEstimate> metrics, AssumptionCheck check) {

    /**
     * Copies the list.
     *
     * @param method see the record
     * @param basis see the record
     * @param rows see the record
     * @param labelled see the record
     * @param metrics see the record
     * @param check see the record
     */
    public PerformanceEstimate {
        metrics = List.copyOf(metrics);
    }

    /**
     * Returns the estimate of a metric.
     *
     * @param metric a name such as {@code rocAuc}
     * @return the estimate
     * @throws IllegalArgumentException if there is no such metric, or it is undefined on the rows
     */
    public MetricEstimate get(String metric) {
        return metrics.stream()
                .filter(each -> each.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no estimate of '" + metric + "'; the rows define "
                        + metrics.stream().map(MetricEstimate::metric).toList()));
    }

    /** Returns the basis, one line for each metric, and the check. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %,d rows, %,d labelled, %s:%n", method, rows, labelled, basis)
                + metrics.stream()
                        .map(each -> "  " + each + System.lineSeparator())
                        .collect(Collectors.joining())
                + check;
    }
}

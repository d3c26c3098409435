package io.leeway.monitoring.performance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Confidence intervals of several metrics, by name.
 *
 * @param byName the intervals by the names of {@link ClassificationMetrics#values()}, in their order; unmodifiable
 */
public record MetricIntervals(Map<String, Interval> byName) {

    /**
     * Copies the map in the same order.
     *
     * @param byName the intervals by name
     */
    public MetricIntervals {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * Returns the interval for a metric.
     *
     * @param metric a name such as {@code logLoss}
     * @return its interval
     * @throws IllegalArgumentException if there is no such metric, or it is undefined on the rows
     */
    public Interval get(String metric) {
        Interval interval = byName.get(metric);
        if (interval == null) {
            throw new IllegalArgumentException("no interval for '" + metric + "'; the rows define " + byName.keySet());
        }
        return interval;
    }

    /**
     * Returns whether there is an interval for a metric.
     *
     * @param metric a name such as {@code logLoss}
     * @return false if the metric is undefined on the rows
     */
    public boolean has(String metric) {
        return byName.containsKey(metric);
    }

    /** Returns a table with one line for each metric. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        byName.forEach((name, interval) -> table.append(String.format(Locale.ROOT, "%-17s %s%n", name, interval)));
        return table.toString().stripTrailing();
    }
}

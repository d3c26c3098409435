package io.leeway.retraining;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.ClusterIntervals;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of answers with {@linkplain ClusterIntervals intervals by whole days}. The ends are NaN where labels are of one day only, and for a metric that has no
 * such interval.
 */
final class DayIntervals {
    private final boolean[] actual;
    private final Optional<ClusterIntervals> days;

    DayIntervals(BacktestLabels labels) {
        this.actual = labels.actual();
        long[] times = labels.times();
        boolean differ =
                times.length > 0 && !day(times[0], labels.zone()).equals(day(times[times.length - 1], labels.zone()));
        this.days = differ ? Optional.of(ClusterIntervals.days(times, labels.zone())) : Optional.empty();
    }

    private static LocalDate day(long millis, ZoneId zone) {
        return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
    }

    MetricIntervals of(double[] answers) {
        return withEstimates(
                ClassificationMetrics.of(answers, actual).values(),
                days.map(each -> each.classification(answers, actual)));
    }

    /** The first minus the second, on the same rows; without the base rate, which is that of both. */
    MetricIntervals difference(double[] first, double[] second) {
        Map<String, Double> differences = new LinkedHashMap<>();
        Map<String, Double> others = ClassificationMetrics.of(second, actual).values();
        ClassificationMetrics.of(first, actual).values().forEach((name, value) -> {
            if (others.containsKey(name) && !name.equals("baseRate")) {
                differences.put(name, value - others.getOrDefault(name, Double.NaN));
            }
        });
        return withEstimates(differences, days.map(each -> each.difference(first, second, actual)));
    }

    private static MetricIntervals withEstimates(Map<String, Double> estimates, Optional<MetricIntervals> intervals) {
        Map<String, Interval> all = new LinkedHashMap<>();
        estimates.forEach((name, value) -> all.put(
                name,
                intervals
                        .filter(each -> each.has(name))
                        .map(each -> each.get(name))
                        .orElse(new Interval(value, Double.NaN, Double.NaN, ClusterIntervals.DEFAULT_CONFIDENCE))));
        return new MetricIntervals(all);
    }
}

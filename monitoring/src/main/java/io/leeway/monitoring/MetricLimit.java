package io.leeway.monitoring;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A metric beyond which an alert is raised. */
record MetricLimit(String metric, double limit, boolean above) {
    MetricLimit {
        if (Double.isNaN(limit)) {
            throw new IllegalArgumentException("the limit of \"" + metric + "\" is NaN, and no value lies beyond that");
        }
    }

    Optional<String> crossed(Map<String, Double> metrics, long rows) {
        double value = metrics.getOrDefault(metric, Double.NaN);
        if (above ? value > limit : value < limit) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s is %.4g over the newest %d labelled rows, %s the limit of %.4g",
                    metric,
                    value,
                    rows,
                    above ? "above" : "below",
                    limit));
        }
        return Optional.empty();
    }
}

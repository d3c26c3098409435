package io.leeway.retraining;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import java.util.HashMap;
import java.util.Map;

/** Metrics and how many labelled rows they rest on. */
record Performance(Map<String, Double> metrics, long rows) {
    static final Performance UNKNOWN = new Performance(Map.of(), 0);

    static final String LOG_LOSS = "logLoss";

    /** The log loss of always answering the base rate, beside {@code logLoss} of the same rows. */
    static final String BASE_RATE_LOG_LOSS = "baseRateLogLoss";

    static Performance of(ClassificationMetrics found) {
        Map<String, Double> metrics = new HashMap<>(found.values());
        metrics.put(BASE_RATE_LOG_LOSS, found.baseRateLogLoss());
        return new Performance(metrics, found.rows());
    }

    static Performance of(OutcomeMetrics found) {
        return new Performance(found.values(), found.rows());
    }

    static Performance of(RegressionMetrics found) {
        return new Performance(found.values(), found.rows());
    }
}

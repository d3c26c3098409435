package io.leeway.monitoring;

import io.leeway.monitoring.fairness.Criterion;
import io.leeway.monitoring.fairness.FairnessReport;
import io.leeway.monitoring.performance.MetricEstimate;
import io.leeway.monitoring.performance.RiskReading;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The meters of estimates, harm and fairness, as far as a monitor has them. */
final class MonitorOutcomeMetrics {
    /** The metrics that CBPE and DLE estimate. */
    private static final List<String> OF_CLASSES =
            List.of("rocAuc", "averagePrecision", "f1", "precision", "recall", "specificity", "accuracy");

    private static final List<String> OF_NUMBERS = List.of("mae", "mape", "mse", "msle", "rmse", "rmsle");

    private final MonitoringMetrics by;
    private final ModelMonitor<?> monitor;
    private final Tags tags;

    MonitorOutcomeMetrics(MonitoringMetrics by, ModelMonitor<?> monitor, Tags tags) {
        this.by = by;
        this.monitor = monitor;
        this.tags = tags;
    }

    void bindTo(MeterRegistry registry) {
        MonitorOptions<?> options = monitor.options();
        if (options.isEstimated) {
            PredictionForm.Kind kind = monitor.form().kind();
            boolean isNumber = kind == PredictionForm.Kind.NUMBER || kind == PredictionForm.Kind.BANDS;
            (isNumber ? OF_NUMBERS : OF_CLASSES).forEach(metric -> bindEstimate(registry, metric));
        }
        if (!Double.isNaN(options.harmTolerance)) {
            by.gauge(
                    registry,
                    MonitoringMetrics.RISK,
                    MonitoringMetrics.NO_UNIT,
                    tags,
                    "Mean loss of labelled rows since the model took over",
                    m -> m.harm().map(each -> each.risk().estimate()).orElse(Double.NaN));
            by.gauge(
                    registry,
                    MonitoringMetrics.RISK_LIMIT,
                    MonitoringMetrics.NO_UNIT,
                    tags,
                    "Limit of the risk: that of the labelled reference and the tolerance",
                    m -> m.harm().map(RiskReading::limit).orElse(Double.NaN));
        }
        for (List<String> attributes : options.fairness) {
            for (Criterion criterion : Criterion.values()) {
                bindFairness(registry, attributes, criterion);
            }
        }
    }

    private void bindEstimate(MeterRegistry registry, String metric) {
        by.gauge(
                registry,
                MonitoringMetrics.ESTIMATE,
                MonitoringMetrics.NO_UNIT,
                tags.and("metric", metric),
                "Metric of the last window, estimated without labels",
                m -> m.snapshot().performance().estimate().stream()
                        .flatMap(estimate -> estimate.metrics().stream())
                        .filter(each -> each.metric().equals(metric))
                        .mapToDouble(MetricEstimate::estimate)
                        .findFirst()
                        .orElse(Double.NaN));
    }

    private void bindFairness(MeterRegistry registry, List<String> attributes, Criterion criterion) {
        by.gauge(
                registry,
                MonitoringMetrics.FAIRNESS,
                MonitoringMetrics.NO_UNIT,
                tags.and(
                        "attributes",
                        String.join(" & ", attributes),
                        "criterion",
                        criterion.name().toLowerCase(Locale.ROOT)),
                "Difference of a rate between groups",
                m -> m.snapshot().performance().fairness().stream()
                        .filter(report -> report.attributes().equals(attributes))
                        .findFirst()
                        .flatMap(report -> difference(report, criterion))
                        .orElse(Double.NaN));
    }

    private static Optional<Double> difference(FairnessReport report, Criterion criterion) {
        return report.disparity(criterion).map(each -> each.difference().estimate());
    }
}

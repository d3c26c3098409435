package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/** The meters of drift and data quality. */
final class MonitorDriftMetrics {
    private final MonitoringMetrics by;
    private final ModelMonitor<?> monitor;
    private final Tags tags;

    MonitorDriftMetrics(MonitoringMetrics by, ModelMonitor<?> monitor, Tags tags) {
        this.by = by;
        this.monitor = monitor;
        this.tags = tags;
    }

    void bindTo(MeterRegistry registry) {
        by.gauge(
                registry,
                MonitoringMetrics.DRIFT_SHARE,
                MonitoringMetrics.NO_UNIT,
                tags,
                "Share of features with sufficient data that drifted",
                m -> m.snapshot().driftShare().orElse(Double.NaN));
        by.gauge(
                registry,
                MonitoringMetrics.QUALITY_FAILING,
                "expectations",
                tags,
                "Expectations that the last window failed",
                m -> m.snapshot()
                        .expectations()
                        .map(report -> (double) report.failures().size())
                        .orElse(Double.NaN));
        for (Feature<?> feature : monitor.features()) {
            Tags featureTags = tags.and("feature", feature.name());
            bindTests(registry, feature.name(), feature.type());
            by.gauge(
                    registry,
                    MonitoringMetrics.FEATURE_MISSING,
                    MonitoringMetrics.NO_UNIT,
                    featureTags,
                    "Share of rows without a value",
                    m -> quality(m, feature.name(), FeatureQuality::missingShare));
            if (feature.type() == FeatureType.CATEGORICAL) {
                by.gauge(
                        registry,
                        MonitoringMetrics.FEATURE_UNSEEN,
                        MonitoringMetrics.NO_UNIT,
                        featureTags,
                        "Share of rows with a category that the reference does not know",
                        m -> quality(m, feature.name(), FeatureQuality::unseenShare));
            }
        }
        monitor.form().columns().forEach(column -> bindTests(registry, column, FeatureType.NUMERIC));
    }

    private void bindTests(MeterRegistry registry, String feature, FeatureType type) {
        for (DriftTest test : monitor.tests()) {
            if (test.supports(type)) {
                bindTest(registry, feature, test.name());
            }
        }
        if (monitor.judgesByVariation()) {
            bindTest(registry, feature, NaturalVariation.NAME);
        }
        monitor.past().forEach(past -> bindTest(registry, feature, past.name()));
    }

    private void bindTest(MeterRegistry registry, String feature, String test) {
        by.gauge(
                registry,
                MonitoringMetrics.FEATURE_DRIFT,
                MonitoringMetrics.NO_UNIT,
                tags.and("feature", feature, "test", test),
                "Statistic of a drift test against the reference",
                m -> statistic(m, feature, test));
    }

    private static double statistic(ModelMonitor<?> monitor, String feature, String test) {
        return monitor.snapshot()
                .drift()
                .flatMap(report -> report.feature(feature))
                .flatMap(found -> found.results().stream()
                        .filter(result -> result.test().equals(test))
                        .findFirst())
                .map(DriftResult::statistic)
                .orElse(Double.NaN);
    }

    private static double quality(ModelMonitor<?> monitor, String feature, ToDoubleFunction<FeatureQuality> share) {
        return monitor.snapshot().quality().stream()
                .filter(each -> each.feature().equals(feature))
                .mapToDouble(share)
                .findFirst()
                .orElse(Double.NaN);
    }
}

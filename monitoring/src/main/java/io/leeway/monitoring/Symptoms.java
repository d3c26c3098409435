package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.incident.Symptom.Area;
import io.leeway.monitoring.incident.WindowFindings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a window means for incidents. */
final class Symptoms {
    private Symptoms() {}

    static WindowFindings of(MonitoringSnapshot found, List<MetricLimit> limits) {
        return new WindowFindings(
                found.monitor(),
                found.number(),
                found.from(),
                found.to(),
                found.rows(),
                found.alerts().stream().map(Symptoms::of).toList(),
                undecided(found, limits));
    }

    private static Symptom of(Alert alert) {
        String subject = alert.subject();
        return switch (alert.kind()) {
            case FEATURE_DRIFT -> Symptom.of(Area.FEATURE, "drift", subject, subject + " drifted", alert.message());
            case PREDICTION_DRIFT ->
                Symptom.of(Area.PREDICTION, "drift", subject, "predictions drifted", alert.message());
            case DATA_QUALITY ->
                Symptom.of(
                        Area.DATA,
                        "quality",
                        subject,
                        (subject.isEmpty() ? "the number of rows" : subject) + " is not as expected",
                        alert.message());
            case PERFORMANCE -> Symptom.of(Area.PERFORMANCE, "limit", subject, alert.message(), alert.message());
        };
    }

    private static Set<String> undecided(MonitoringSnapshot found, List<MetricLimit> limits) {
        Set<String> undecided = new HashSet<>();
        found.drift().map(DriftReport::features).orElse(List.of()).stream()
                .filter(each -> each.verdict() == Verdict.INSUFFICIENT_DATA)
                .map(FeatureDrift::feature)
                .forEach(undecided::add);
        boolean enough = Judge.labelled(found) >= Judge.MINIMUM_LABELS;
        limits.stream()
                .map(MetricLimit::metric)
                .filter(metric -> !enough || !found.metrics().containsKey(metric))
                .forEach(undecided::add);
        return undecided;
    }
}

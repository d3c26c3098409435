package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.Price;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.incident.Symptom.Area;
import io.leeway.monitoring.incident.WindowFindings;
import io.leeway.monitoring.signature.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
                found.alerts().stream().map(alert -> of(alert, found)).toList(),
                undecided(found, limits));
    }

    private static Symptom of(Alert alert, MonitoringSnapshot found) {
        String subject = alert.subject();
        return switch (alert.kind()) {
            case FEATURE_DRIFT ->
                Symptom.of(Area.FEATURE, "drift", subject, subject + " drifted", alert.message())
                        .withPrice(price(alert));
            case PREDICTION_DRIFT ->
                Symptom.of(Area.PREDICTION, "drift", subject, "predictions drifted", alert.message());
            case DATA_QUALITY ->
                found.findings().stream()
                        .filter(each -> each.feature().equals(subject)
                                && each.toString().equals(alert.message()))
                        .findFirst()
                        .map(finding -> of(finding, price(alert)))
                        .orElseGet(() -> unexpected(alert));
            case PERFORMANCE ->
                Symptom.of(
                        Area.PERFORMANCE,
                        subject.equals(Judge.HARM) || subject.equals(Judge.ESTIMATE) ? subject : "limit",
                        subject,
                        alert.message(),
                        alert.message());
            case FAIRNESS -> Symptom.of(Area.PERFORMANCE, "fairness", subject, alert.message(), alert.message());
        };
    }

    private static Optional<Price> price(Alert alert) {
        return alert.price()
                .filter(price -> Double.isFinite(price.rise()))
                .map(price -> new Price(price.rise(), price.sentence()));
    }

    private static Symptom unexpected(Alert alert) {
        String subject = alert.subject().isEmpty() ? "the number of rows" : alert.subject();
        return Symptom.of(Area.DATA, "quality", alert.subject(), subject + " is not as expected", alert.message());
    }

    /** Findings of one kind have one cause: a sensor that is stuck is so in all that it measures. */
    private static Symptom of(Finding finding, Optional<Price> price) {
        List<String> evidence = new ArrayList<>(List.of(finding.toString()));
        if (!finding.rows().isEmpty()) {
            String rows = finding.rows().stream().map(String::valueOf).collect(Collectors.joining(", "));
            long more = finding.affected() - finding.rows().size();
            evidence.add("rows " + rows + (more > 0 ? String.format(Locale.ROOT, " and %,d more", more) : ""));
        }
        finding.until().ifPresent(until -> evidence.add("until " + until));
        finding.segment()
                .ifPresent(where -> evidence.add(String.format(
                        Locale.ROOT,
                        "%.0f%% of the rows where %s is %s, %.0f%% of the others",
                        100 * where.share(),
                        where.feature(),
                        where.category(),
                        100 * where.elsewhere())));
        return new Symptom(
                Area.DATA,
                finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                finding.feature(),
                finding.sentence(),
                evidence,
                advice(finding, price),
                finding.since(),
                price);
    }

    private static String advice(Finding finding, Optional<Price> price) {
        boolean free = price.filter(each -> each.rise() < IncidentRules.DEFAULT_WARNING_FROM)
                .isPresent();
        return switch (finding.kind()) {
            case VOLUME, FRESHNESS -> "check what delivers the rows before the next training";
            case DUPLICATES -> "check what delivers the rows, and leave those that came twice out of training";
            // What the world does too: a timetable, a new airport, an airline that ends.
            case GIVEN_CATEGORY, UNSEEN_VALUES, CATEGORY_LOST, NEW_MOST_FREQUENT_VALUE ->
                "check whether the world has changed or the feed of " + finding.feature()
                        + ": if the world, its rows are true; "
                        + (free
                                ? "nothing is to be done unless labels show harm"
                                : "train on newer ones when labels show harm")
                        + "; if the feed, leave its rows out of training until it is repaired";
            default ->
                "check the feed of " + finding.feature() + ", and leave its rows out of training until it is repaired";
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

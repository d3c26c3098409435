package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelledRows;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.ExpectationResult;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a closed window: drift against the reference, quality, performance, and what of it deserves an alert. */
final class Judge {
    /** Fewer labelled rows raise no alert about performance. */
    static final int MINIMUM_LABELS = 100;

    private static final Duration LEAST_PASSED = Duration.ofMillis(1);

    private final String monitor;
    private final Layout<?> layout;
    private final DriftDetector detector;
    private final boolean hasTests;
    private final Correction correction;
    private final double alpha;
    private final @Nullable AlarmBudget budget;
    private final List<Expectation> expectations;
    private final List<MetricLimit> limits;
    private final boolean classification;
    private final double threshold;

    Judge(MonitorOptions<?> options, Layout<?> layout) {
        this.monitor = options.name;
        this.layout = layout;
        this.detector = options.detector();
        this.hasTests = !options.tests.isEmpty();
        this.correction = options.correction;
        this.alpha = options.alpha;
        this.budget = options.budget;
        this.expectations = List.copyOf(options.expectations);
        this.limits = List.copyOf(options.limits);
        this.classification = options.isClassification();
        this.threshold = options.threshold;
    }

    MonitoringSnapshot look(
            Window window, WindowData data, MonitoringSnapshot before, LabelCounts labels, LabelledRows newest) {
        WindowEnd end = window.end();
        boolean ofTime = window.startMillis != Long.MIN_VALUE;
        Instant from = Instant.ofEpochMilli(ofTime ? window.startMillis : data.firstMillis());
        Instant to = Instant.ofEpochMilli(end == WindowEnd.TIME ? window.endMillis : data.lastMillis());
        Profile profile = data.profile();
        boolean first = before.number() == 0;
        BrokenData broken = window.reference.broken();
        double level = level(first ? from : before.to(), to);
        if (broken != null) {
            // Half of the level each: the probability of a false alarm of either is at most the level (Bonferroni).
            level = Math.max(Double.MIN_VALUE, level / 2);
        }
        MonitoringSnapshot found = new MonitoringSnapshot(
                monitor,
                before.number() + 1,
                from,
                to,
                end,
                data.rows(),
                data.late(),
                data.unreadable(),
                data.invalid(),
                profile,
                drift(window.reference, data, profile, end, level),
                quality(window.reference, profile),
                expectations.isEmpty() ? Optional.empty() : Optional.of(Expectations.check(profile, expectations)),
                broken == null ? List.of() : broken.find(window, data, first, level),
                labels,
                classification && newest.size() > 0 ? Optional.of(newest.classification(threshold)) : Optional.empty(),
                !classification && newest.size() > 0 ? Optional.of(newest.regression()) : Optional.empty(),
                List.of());
        return withAlerts(found);
    }

    private Optional<DriftReport> drift(
            Reference reference, WindowData data, Profile profile, WindowEnd end, double level) {
        if (reference.samples().isEmpty()) {
            return Optional.empty();
        }
        NaturalVariation variation = reference.variation();
        DriftReport report = variation == null || hasTests
                ? detector.compare(reference.samples(), data.samples(reference.samples(), profile))
                : new DriftReport(List.of());
        if (variation != null) {
            double used = Double.isNaN(level) ? NaturalVariation.DEFAULT_ALPHA : level;
            report = naturally(variation.withAlpha(used), reference.others(), data, profile, end)
                    .merge(report);
            return Optional.of(report.judgedBy(used, correction));
        }
        return Optional.of(Double.isNaN(level) ? report : report.judgedBy(level, correction));
    }

    /** The level of a look; {@code NaN} if there is none. */
    private double level(Instant lastLook, Instant now) {
        if (budget == null) {
            return alpha;
        }
        // Looks may share a millisecond, and late rows may make time stand still; neither may cost no budget at all.
        Duration passed = Duration.between(lastLook, now);
        return budget.alphaFor(passed.compareTo(LEAST_PASSED) < 0 ? LEAST_PASSED : passed);
    }

    /** What natural variation says; a window that ended early is not as long as the blocks. */
    private static DriftReport naturally(
            NaturalVariation variation, @Nullable GivenOthers others, WindowData data, Profile profile, WindowEnd end) {
        DriftReport report = variation.withCorrection(Correction.NONE).compare(profile);
        if (others != null) {
            report = report.merge(others.withCorrection(Correction.NONE).compare(data.columns()));
        }
        boolean early = end != WindowEnd.TIME && end != WindowEnd.ROWS;
        return early && 2 * profile.rows() < variation.rowsOfBlock()
                ? report.insufficient(
                        "the window ended early, with " + profile.rows() + " rows of about " + variation.rowsOfBlock())
                : report;
    }

    private List<FeatureQuality> quality(Reference reference, Profile profile) {
        List<FeatureQuality> quality = new ArrayList<>();
        for (Feature<?> feature : layout.schema.features()) {
            var summary = profile.feature(feature.name());
            quality.add(new FeatureQuality(
                    feature.name(),
                    feature.type(),
                    summary.rows(),
                    summary.missing(),
                    reference.unseen(feature.name(), summary)));
        }
        return quality;
    }

    private MonitoringSnapshot withAlerts(MonitoringSnapshot found) {
        List<Alert> alerts = new ArrayList<>();
        for (FeatureDrift feature : found.drift().map(DriftReport::drifted).orElse(List.of())) {
            Alert.Kind kind = feature.feature().equals(ModelMonitor.PREDICTION)
                    ? Alert.Kind.PREDICTION_DRIFT
                    : Alert.Kind.FEATURE_DRIFT;
            String why = feature.results().stream()
                    .filter(result -> result.verdict() == Verdict.DRIFT)
                    .map(DriftResult::explanation)
                    .collect(Collectors.joining("; "));
            alerts.add(alert(found, kind, feature.feature(), why));
        }
        for (ExpectationResult failure :
                found.expectations().map(DataQualityReport::failures).orElse(List.of())) {
            alerts.add(alert(found, Alert.Kind.DATA_QUALITY, failure.column(), failure.toString()));
        }
        for (Finding finding : found.findings()) {
            alerts.add(alert(found, Alert.Kind.DATA_QUALITY, finding.feature(), finding.toString()));
        }
        long labelled = labelled(found);
        if (labelled >= MINIMUM_LABELS) {
            for (MetricLimit limit : limits) {
                limit.crossed(found.metrics(), labelled)
                        .ifPresent(why -> alerts.add(alert(found, Alert.Kind.PERFORMANCE, limit.metric(), why)));
            }
        }
        return found.withAlerts(alerts);
    }

    static long labelled(MonitoringSnapshot found) {
        return found.classification()
                .map(ClassificationMetrics::rows)
                .or(() -> found.regression().map(RegressionMetrics::rows))
                .orElse(0L);
    }

    private static Alert alert(MonitoringSnapshot found, Alert.Kind kind, String subject, String why) {
        return new Alert(found.monitor(), kind, found.number(), found.to(), subject, why);
    }
}

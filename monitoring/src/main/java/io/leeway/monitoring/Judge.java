package io.leeway.monitoring;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.performance.AssumptionCheck;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.ExpectationResult;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.variation.Slices;
import io.leeway.schema.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at a closed window: drift against the reference, quality, performance, and what of it deserves an alert. */
final class Judge {
    /** Fewer labelled rows raise no alert about performance. */
    static final int MINIMUM_LABELS = 100;

    /** The subjects of alerts that are about no metric. */
    static final String HARM = "harm";

    static final String ESTIMATE = "estimate";
    /** A window of time that its rows cover less of is not compared with blocks that are whole. */
    private static final double LEAST_SHARE_OF_TIME = 0.9;

    private static final Duration LEAST_PASSED = Duration.ofMillis(1);

    private final String monitor;
    private final Layout<?> layout;
    private final DriftJudge drift;
    private final SliceJudge slices;
    private final boolean isFair;
    private final double alpha;
    private final @Nullable AlarmBudget budget;
    private final List<Expectation> expectations;
    private final List<MetricLimit> limits;
    private final PredictionForm.Kind kind;
    private final double threshold;
    private final @Nullable Pricing pricing;

    Judge(MonitorOptions<?> options, Layout<?> layout) {
        this.monitor = options.name;
        this.layout = layout;
        this.drift = new DriftJudge(options);
        this.slices = new SliceJudge(options);
        this.isFair = !options.fairness.isEmpty();
        this.alpha = options.alpha;
        this.budget = options.budget;
        this.expectations = List.copyOf(options.expectations);
        this.limits = List.copyOf(options.limits);
        this.kind = layout.form.kind();
        this.threshold = options.threshold;
        this.pricing = options.pricing;
    }

    /**
     * Looks at the rows of a version, or at all of a window.
     *
     * @param before the last result, of the window before; the rows of several versions share what may be spent since then
     */
    MonitoringSnapshot look(
            Window window,
            WindowData data,
            Answerer by,
            long number,
            Collection<MonitoringSnapshot> history,
            MonitoringSnapshot before,
            LabelCounts labels) {
        WindowEnd end = window.end();
        boolean ofTime = window.startMillis != Long.MIN_VALUE;
        Instant from = Instant.ofEpochMilli(ofTime ? window.startMillis : data.firstMillis());
        Instant to = Instant.ofEpochMilli(end == WindowEnd.TIME ? window.endMillis : data.lastMillis());
        Profile profile = data.profile();
        boolean first = before.number() == 0;
        Optional<String> part = part(window, data, first);
        BrokenData broken = part.isPresent() ? null : by.reference().broken();
        // Drift, signatures, slices and fairness have equal shares: the probability of a false alarm of any is at most
        // the level (Bonferroni).
        int shares = 1 + (by.reference().broken() != null ? 1 : 0) + (slices.isWanted() ? 1 : 0) + (isFair ? 1 : 0);
        double whole = data.of().share() * level(first ? from : before.to(), to);
        double level = shares == 1 || Double.isNaN(whole) ? whole : Math.max(Double.MIN_VALUE, whole / shares);
        MonitoringSnapshot found = new MonitoringSnapshot(
                monitor,
                number,
                data.of().version(),
                from,
                to,
                end,
                data.rows(),
                data.late(),
                data.ahead(),
                data.unreadable(),
                data.invalid(),
                profile,
                drift.drift(window, data, by.reference(), profile, from, history, part, level),
                quality(by.reference(), profile),
                expected(profile, data.of()),
                broken == null ? List.of() : broken.find(window, data, first, level),
                part.isPresent() ? List.of() : slices.find(by.reference(), data, level),
                labels,
                kind == PredictionForm.Kind.PROBABILITY && by.newest().size() > 0
                        ? Optional.of(by.newest().classification(threshold))
                        : Optional.empty(),
                kind == PredictionForm.Kind.NUMBER && by.newest().size() > 0
                        ? Optional.of(by.newest().regression())
                        : Optional.empty(),
                Optional.empty(),
                PerformanceFindings.NONE,
                List.of(),
                List.of());
        PerformanceFindings performance = by.outcomes().look(found.number(), to, data, level);
        return withAlerts(
                found.with(by.outcomes().metrics(by.newest()), performance), prices(found, by, data), level, by);
    }

    /** How many rows there are to be is not asked of a part of them. */
    private Optional<DataQualityReport> expected(Profile profile, VersionRows of) {
        List<Expectation> asked = expectations.stream()
                .filter(each -> of.isAlone() || !each.column().isEmpty())
                .toList();
        return asked.isEmpty() ? Optional.empty() : Optional.of(Expectations.check(profile, asked));
    }

    /** Of the model in charge, if it answers by one probability or one number; others have no price. */
    private Map<String, DriftPrice> prices(MonitoringSnapshot found, Answerer by, WindowData data) {
        boolean isOne = kind == PredictionForm.Kind.PROBABILITY || kind == PredictionForm.Kind.NUMBER;
        return pricing == null || !isOne || !data.of().leads()
                ? Map.of()
                : pricing.prices(
                        layout, found, by.reference(), data, kind == PredictionForm.Kind.PROBABILITY, threshold);
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

    /**
     * Why a window of time is no block like others, if it is none: it began late or was closed early, and a week without its weekend differs
     * from whole weeks though nothing changed.
     */
    private static Optional<String> part(Window window, WindowData data, boolean first) {
        boolean alone = data.of().isAlone();
        boolean whole = window.end() == WindowEnd.TIME && window.endBefore() == WindowEnd.TIME && !first && alone;
        if (whole || window.startMillis == Long.MIN_VALUE) {
            return Optional.empty();
        }
        double share = (double) (data.lastMillis() - data.firstMillis()) / (window.endMillis - window.startMillis);
        return share >= LEAST_SHARE_OF_TIME
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "the window covers %.0f%% of its time", 100 * share));
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

    /** What needs attention, the most important first; drift that costs nothing is a note. */
    private MonitoringSnapshot withAlerts(
            MonitoringSnapshot found, Map<String, DriftPrice> prices, double level, Answerer by) {
        List<Alert> alerts = new ArrayList<>();
        List<Alert> notes = new ArrayList<>();
        for (FeatureDrift feature : found.drift().map(DriftReport::drifted).orElse(List.of())) {
            Alert.Kind kind = feature.feature().startsWith(ModelMonitor.PREDICTION) && isPrediction(feature.feature())
                    ? Alert.Kind.PREDICTION_DRIFT
                    : Alert.Kind.FEATURE_DRIFT;
            String why = feature.results().stream()
                    .filter(result -> result.verdict() == Verdict.DRIFT)
                    .map(DriftResult::explanation)
                    .collect(Collectors.joining("; "));
            DriftPrice price = prices.get(feature.feature());
            boolean note = pricing != null && price != null && pricing.isNote(feature, price, found);
            String costs = price == null ? why : why + "; " + price.sentence();
            (note ? notes : alerts).add(alert(found, kind, feature.feature(), costs, price));
        }
        for (ExpectationResult failure :
                found.expectations().map(DataQualityReport::failures).orElse(List.of())) {
            alerts.add(alert(found, Alert.Kind.DATA_QUALITY, failure.column(), failure.toString(), null));
        }
        for (Finding finding : found.findings()) {
            DriftPrice price = prices.get(finding.feature());
            alerts.add(alert(found, Alert.Kind.DATA_QUALITY, finding.feature(), finding.toString(), price));
        }
        addSlices(found, alerts);
        addPerformance(found, level, by.outcomes(), alerts);
        long labelled = labelled(found);
        if (labelled >= MINIMUM_LABELS) {
            for (MetricLimit limit : limits) {
                limit.crossed(found.metrics(), labelled)
                        .ifPresent(why -> alerts.add(alert(found, Alert.Kind.PERFORMANCE, limit.metric(), why, null)));
            }
        }
        alerts.sort(Comparator.comparingDouble(Judge::order));
        notes.sort(Comparator.comparingDouble(Judge::order));
        return found.with(alerts, notes);
    }

    private boolean isPrediction(String feature) {
        return layout.form.columns().contains(feature);
    }

    private static void addSlices(MonitoringSnapshot found, List<Alert> alerts) {
        for (Slices.Slice slice : found.slices()) {
            String why = slice.report().features().stream()
                    .flatMap(feature ->
                            feature.results().stream().map(result -> feature.feature() + ": " + result.explanation()))
                    .collect(Collectors.joining("; "));
            alerts.add(alert(found, Alert.Kind.FEATURE_DRIFT, slice.feature() + " = " + slice.category(), why, null));
        }
    }

    /** Concept drift that labels show, harm, and groups that are treated differently. */
    private static void addPerformance(
            MonitoringSnapshot found, double level, OutcomeJudge outcomes, List<Alert> alerts) {
        found.performance()
                .assumption()
                .filter(check -> check.outcome() == AssumptionCheck.Outcome.CONTRADICTED
                        && (Double.isNaN(level) || check.pValue() < level))
                .ifPresent(
                        check -> alerts.add(alert(found, Alert.Kind.PERFORMANCE, ESTIMATE, check.explanation(), null)));
        found.performance()
                .harm()
                .flatMap(RiskReading::alarm)
                .ifPresent(alarm -> alerts.add(alert(found, Alert.Kind.PERFORMANCE, HARM, alarm.toString(), null)));
        outcomes.unfair(found.performance())
                .forEach(each ->
                        alerts.add(alert(found, Alert.Kind.FAIRNESS, each.attributes(), each.explanation(), null)));
    }

    static long labelled(MonitoringSnapshot found) {
        return found.classification()
                .map(ClassificationMetrics::rows)
                .or(() -> found.regression().map(RegressionMetrics::rows))
                .or(() -> found.outcomes().map(OutcomeMetrics::rows))
                .orElse(0L);
    }

    /** Measured losses first, then by price; what has none keeps its place behind. */
    private static double order(Alert alert) {
        return alert.kind() == Alert.Kind.PERFORMANCE
                ? Double.NEGATIVE_INFINITY
                : alert.price().map(price -> -price.rise()).orElse(1.0);
    }

    private static Alert alert(
            MonitoringSnapshot found, Alert.Kind kind, String subject, String why, @Nullable DriftPrice price) {
        return new Alert(found.monitor(), kind, found.number(), found.to(), subject, why, Optional.ofNullable(price));
    }
}

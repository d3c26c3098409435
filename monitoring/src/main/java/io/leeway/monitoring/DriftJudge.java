package io.leeway.monitoring;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.multivariate.MultivariateTest;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.monitoring.variation.PastBlocks;
import io.leeway.schema.FeatureType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a closed window with the references: the fixed one, and those made of earlier windows. */
final class DriftJudge {
    private final DriftDetector detector;
    private final boolean hasTests;
    private final Correction correction;
    private final List<PastReference> past;
    private final List<MultivariateTest> multivariate;

    DriftJudge(MonitorOptions<?> options) {
        this.detector = options.detector();
        this.hasTests = !options.tests.isEmpty();
        this.correction = options.correction;
        this.past = List.copyOf(options.past);
        this.multivariate = List.copyOf(options.multivariate);
    }

    /**
     * Compares a window.
     *
     * @param reference of the version whose rows these are
     * @param earlier the results of the windows before, the oldest first
     * @param part why the window is no block like others; empty if it is one
     * @param level of the window; {@code NaN} if there is none
     */
    Optional<DriftReport> drift(
            Window window,
            WindowData data,
            Reference reference,
            Profile profile,
            Instant from,
            Collection<MonitoringSnapshot> earlier,
            Optional<String> part,
            double level) {
        if (reference.samples().isEmpty() && past.isEmpty()) {
            return Optional.empty();
        }
        NaturalVariation variation = reference.variation();
        double used = Double.isNaN(level) ? NaturalVariation.DEFAULT_ALPHA : level;
        DriftReport natural = new DriftReport(List.of());
        if (variation != null) {
            Optional<String> unlike = early(variation, profile, window, data).or(() -> part);
            natural = naturally(variation.withAlpha(used), reference.others(), data, profile, unlike);
        }
        DriftReport other = new DriftReport(List.of());
        for (PastReference each : past) {
            other = other.merge(compare(each, from, profile, earlier, part, used, window, data));
        }
        other = other.merge(together(reference, data));
        boolean judged = variation != null || !past.isEmpty() || !Double.isNaN(level);
        DriftReport report = new DriftReport(List.of());
        if ((variation == null || hasTests) && !reference.samples().isEmpty()) {
            DriftDetector tests =
                    judged ? detector.judgedLater(used, correction, results(natural) + results(other)) : detector;
            report = tests.compare(reference.samples(), data.samples(reference.samples(), profile));
        }
        report = natural.merge(report).merge(other);
        return Optional.of(judged ? report.judgedBy(used, correction) : report);
    }

    private static int results(DriftReport report) {
        return report.features().stream()
                .mapToInt(each -> each.results().size())
                .sum();
    }

    /** What natural variation says of a window, unless that is not as long as the blocks. */
    private static DriftReport naturally(
            NaturalVariation variation,
            @Nullable GivenOthers others,
            WindowData data,
            Profile profile,
            Optional<String> unlike) {
        DriftReport report = variation.withCorrection(Correction.NONE).compare(profile);
        if (others != null) {
            report = report.merge(others.withCorrection(Correction.NONE).compare(data.columns()));
        }
        return unlike.map(report::insufficient).orElse(report);
    }

    private static Optional<String> early(NaturalVariation variation, Profile profile, Window window, WindowData data) {
        boolean early = window.end() != WindowEnd.TIME && window.end() != WindowEnd.ROWS;
        boolean few = (early || !data.of().isAlone()) && 2 * profile.rows() < variation.rowsOfBlock();
        return few
                ? Optional.of((early ? "the window ended early, with " : "the version answered ") + profile.rows()
                        + " rows of about " + variation.rowsOfBlock())
                : Optional.empty();
    }

    /** Compares with earlier windows. Predictions of a model that was replaced are left out. */
    private static DriftReport compare(
            PastReference by,
            Instant from,
            Profile profile,
            Collection<MonitoringSnapshot> earlier,
            Optional<String> part,
            double level,
            Window window,
            WindowData data) {
        NavigableMap<Instant, Profile> whole = new TreeMap<>();
        boolean replaced = false;
        for (MonitoringSnapshot each : earlier) {
            boolean first = each.number() == 1 && each.end() == WindowEnd.TIME;
            boolean broken = !each.findings().isEmpty() || each.isDataQualityFailing();
            if ((each.end() == WindowEnd.TIME || each.end() == WindowEnd.ROWS) && !first && !broken) {
                // Rows of several versions that answered in one window of time are one block.
                boolean ofTime = each.end() == WindowEnd.TIME;
                whole.merge(each.from(), each.profile(), (one, other) -> ofTime ? one.merge(other) : other);
            }
            replaced |= each.end() == WindowEnd.REBASE
                    || each.version() != data.of().version();
        }
        NaturalVariation variation =
                NaturalVariation.of(by.of(new PastBlocks(whole), from)).withAlpha(level);
        DriftReport compared = variation.withCorrection(Correction.NONE).compare(profile);
        DriftReport report = early(variation, profile, window, data)
                .or(() -> part)
                .map(compared::insufficient)
                .orElse(compared);
        boolean otherModel = replaced;
        return new DriftReport(report.features().stream()
                .filter(each -> !otherModel || !each.feature().startsWith(ModelMonitor.PREDICTION))
                .map(each -> named(each, by.name()))
                .toList());
    }

    private static FeatureDrift named(FeatureDrift feature, String name) {
        return new FeatureDrift(
                feature.feature(),
                feature.type(),
                feature.results().stream().map(result -> named(result, name)).toList());
    }

    private static DriftResult named(DriftResult result, String name) {
        return new DriftResult(
                name,
                result.statistic(),
                result.pValue(),
                result.threshold(),
                result.byPValue(),
                result.verdict(),
                result.referenceRows(),
                result.currentRows(),
                result.approximate(),
                result.pValueMethod(),
                result.effect(),
                result.basis());
    }

    /** All features at once. */
    private DriftReport together(Reference reference, WindowData data) {
        if (multivariate.isEmpty() || reference.blocks().isEmpty()) {
            return new DriftReport(List.of());
        }
        Columns before = SliceJudge.columns(
                reference.blocks().stream().map(BlockRows::columns).toList());
        Columns now = SliceJudge.columns(List.of(data.columns()));
        List<DriftResult> results = new ArrayList<>();
        multivariate.forEach(test -> results.add(test.test(before, now)));
        return new DriftReport(List.of(new FeatureDrift(ModelMonitor.ALL_FEATURES, FeatureType.NUMERIC, results)));
    }
}

package io.leeway.monitoring.report;

import io.leeway.monitoring.Alert;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.signature.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The features of the newest window: verdict, price and line. */
final class WindowFeatures {
    private WindowFeatures() {}

    static List<FeatureComparison> of(List<WatchedWindow> windows) {
        WatchedWindow newest = windows.get(windows.size() - 1);
        MonitoringSnapshot window = newest.window();
        return newest.reference().features().stream()
                .filter(window.profile()::has)
                .map(feature -> {
                    FeatureComparison drawn = FeatureComparison.between(feature, newest.reference(), window.profile())
                            .line(NaturalRange.of(feature, windows).chart());
                    return priced(broken(judged(drawn, feature, window.drift()), feature, window), feature, window);
                })
                .toList();
    }

    private static FeatureComparison judged(FeatureComparison drawn, String feature, Optional<DriftReport> drift) {
        return drift.flatMap(report -> report.feature(feature))
                .filter(each -> !each.results().isEmpty())
                .map(drawn::judged)
                .orElse(drawn);
    }

    private static FeatureComparison broken(FeatureComparison drawn, String feature, MonitoringSnapshot window) {
        List<String> sentences = window.findings().stream()
                .filter(each -> each.feature().equals(feature))
                .map(Finding::sentence)
                .distinct()
                .toList();
        return sentences.isEmpty() ? drawn : drawn.broken(String.join("; ", sentences));
    }

    private static FeatureComparison priced(FeatureComparison drawn, String feature, MonitoringSnapshot window) {
        boolean harmless =
                window.notes().stream().anyMatch(note -> note.subject().equals(feature));
        return Stream.concat(window.alerts().stream(), window.notes().stream())
                .filter(each -> each.subject().equals(feature))
                .map(Alert::price)
                .flatMap(Optional::stream)
                .findFirst()
                .map(price -> drawn.price(price, harmless))
                .orElse(drawn);
    }
}

package io.leeway.monitoring.report;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.EffectSize;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** All results of a drift report as a table, so that no test is left out of the page. */
final class DriftTable {
    private DriftTable() {}

    static DataTable of(DriftReport report) {
        Stream<List<Cell>> rows = report.features().stream()
                .flatMap(feature -> feature.results().stream().map(result -> row(feature, result)));
        long judged = report.features().stream()
                .filter(feature -> feature.verdict() != Verdict.INSUFFICIENT_DATA)
                .count();
        return DataTable.titled("All tests")
                .caption(report.drifted().size() + " of the " + judged + " features that had enough rows drifted; "
                        + (report.features().size() - judged) + " had too few.")
                .columns(
                        "Feature",
                        "Test",
                        "Statistic",
                        "p-value",
                        "Effect (95 %)",
                        "Threshold",
                        "Verdict",
                        "Reference rows",
                        "Current rows")
                .rows(rows.toList());
    }

    private static List<Cell> row(FeatureDrift feature, DriftResult result) {
        String verdict =
                switch (result.verdict()) {
                    case DRIFT -> "drift";
                    case STABLE -> "stable";
                    case INSUFFICIENT_DATA -> "too few rows";
                };
        return List.of(
                Cell.text(feature.feature()),
                Cell.text(result.test() + (result.approximate() ? " (approximate)" : "")),
                Cell.number(result.statistic()),
                Cell.number(result.pValue().orElse(Double.NaN)),
                Cell.text(result.effect().map(DriftTable::effect).orElse("–")),
                Cell.text((result.byPValue() ? "p ≤ " : "> ") + Numbers.plain(result.threshold())),
                result.verdict() == Verdict.DRIFT ? Cell.text(verdict).strong() : Cell.text(verdict),
                Cell.number(result.referenceRows()),
                Cell.number(result.currentRows()));
    }

    private static String effect(EffectSize effect) {
        return effect.measure() + " " + Numbers.brief(effect.estimate()) + " (" + Numbers.brief(effect.lower()) + " to "
                + Numbers.brief(effect.upper()) + ")";
    }
}

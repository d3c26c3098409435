package io.leeway.cli;

import io.leeway.cli.ComparisonOptions.Compared;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.EffectSize;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.report.Cell;
import io.leeway.monitoring.report.HtmlReport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as text, as JSON and as a page. */
final class DriftOutput {
    private DriftOutput() {}

    static String text(Compared compared) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: %,d rows, compared with %s: %,d rows%n",
                compared.currentFile().getFileName(),
                compared.current().rows(),
                compared.referenceFile().getFileName(),
                compared.reference().rows()));
        return text.append(compared.report()).toString();
    }

    static Map<String, Object> json(Compared compared) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", compared.report().verdict().name());
        json.put(
                "reference", side(compared.referenceFile(), compared.reference().rows()));
        json.put("current", side(compared.currentFile(), compared.current().rows()));
        json.put("driftShare", compared.report().driftShare());
        json.put(
                "features",
                compared.report().features().stream().map(DriftOutput::feature).toList());
        return json;
    }

    private static Map<String, ?> side(Path file, long rows) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("rows", rows);
        return json;
    }

    private static Map<String, ?> feature(FeatureDrift drift) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feature", drift.feature());
        json.put("type", drift.type().name());
        json.put("verdict", drift.verdict().name());
        List<Map<String, ?>> results = drift.results().stream()
                .<Map<String, ?>>map(DriftOutput::result)
                .toList();
        json.put("tests", results);
        return json;
    }

    private static Map<String, ?> result(DriftResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("test", result.test());
        json.put("statistic", result.statistic());
        json.put("pValue", result.pValue());
        result.effect().ifPresent(effect -> json.put("effect", effect(effect)));
        json.put("threshold", result.threshold());
        json.put("verdict", result.verdict().name());
        json.put("explanation", result.explanation());
        return json;
    }

    private static Map<String, ?> effect(EffectSize effect) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("measure", effect.measure());
        json.put("estimate", effect.estimate());
        json.put("lower", effect.lower());
        json.put("upper", effect.upper());
        return json;
    }

    static HtmlReport page(Compared compared) {
        int drifted = compared.report().drifted().size();
        return HtmlReport.titled("Drift of " + compared.currentFile().getFileName())
                .subtitle("Compared with " + compared.referenceFile().getFileName())
                .fact(
                        "Reference",
                        rows(compared.referenceFile(), compared.reference().rows()))
                .fact("Current", rows(compared.currentFile(), compared.current().rows()))
                .figure(
                        "Features that drifted",
                        Cell.text(
                                drifted + " of " + compared.report().features().size()),
                        "")
                .section("Drift", "Each feature of the current rows against the reference, the largest drift first.")
                .drift(compared.report(), compared.reference(), compared.current())
                .build();
    }

    private static String rows(Path file, long rows) {
        return String.format(Locale.ROOT, "%s, %,d rows", file.getFileName(), rows);
    }
}

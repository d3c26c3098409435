package io.leeway.cli;

import io.leeway.cli.ComparisonOptions.Compared;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a page about two CSV files. */
@Command(
        name = "report",
        description = {
            "Writes a page with the distributions of two CSV files and the results of the drift tests.",
            "",
            "The page is one file that loads nothing. Drift is shown and is no failure here: use 'leeway drift' for that."
        },
        footer = {"%nExample:", "  leeway report january.csv july.csv --out drift.html"})
final class ReportCommand extends Task {
    @Mixin
    private ComparisonOptions comparison = new ComparisonOptions();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The page to write.")
    private Path out = Path.of("");

    @Override
    Outcome run() {
        Compared compared = comparison.compare(progress());
        DriftOutput.page(compared).writeTo(out);
        Map<String, Object> json = DriftOutput.json(compared);
        json.put("report", out.toString());
        return Outcome.fine(compared.report().summary() + ", report: " + out, json);
    }
}

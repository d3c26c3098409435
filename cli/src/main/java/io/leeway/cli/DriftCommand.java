package io.leeway.cli;

import io.leeway.cli.ComparisonOptions.Compared;
import io.leeway.monitoring.drift.Verdict;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two CSV files. */
@Command(
        name = "drift",
        description = {
            "Compares the features of two CSV files, and exits with 3 if one has drifted.",
            "",
            "The types of the columns follow from the reference, unless --schema gives them. Too few rows to decide"
                    + " anything also exit with 3: not knowing is no pass."
        },
        footer = {
            "%nExamples:",
            "  leeway drift january.csv july.csv",
            "  leeway drift january.profile july.csv --test psi,ks --report drift.html"
        })
final class DriftCommand extends Task {
    @Mixin
    private ComparisonOptions comparison = new ComparisonOptions();

    @Option(names = "--report", paramLabel = "FILE", description = "Also writes a page with the distributions.")
    private @Nullable Path report;

    @Override
    Outcome run() {
        Compared compared = comparison.compare(progress());
        String text = DriftOutput.text(compared);
        Map<String, Object> json = DriftOutput.json(compared);
        if (report != null) {
            DriftOutput.page(compared).writeTo(report);
            json.put("report", report.toString());
            text += "\nreport: " + report;
        }
        return Outcome.finding(compared.report().verdict() != Verdict.STABLE, text, json);
    }
}

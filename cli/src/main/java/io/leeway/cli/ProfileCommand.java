package io.leeway.cli;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Summarises a CSV file. */
@Command(
        name = "profile",
        description = {
            "Summarises each column of a CSV file: missing values, distinct values, mean, quantiles, categories.",
            "",
            "The file is read once, in memory that does not depend on its length. With --out, the summary is kept in a"
                    + " few kilobytes, which 'leeway drift' takes instead of the file."
        },
        footer = {"%nExample:", "  leeway profile january.csv.gz --out january.profile"})
final class ProfileCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "A CSV file (.gz is unpacked) or a stored profile.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Writes the profile, for later comparisons.")
    private @Nullable Path out;

    @Mixin
    private TableOptions table = new TableOptions();

    @Override
    Outcome run() {
        Profiles profiles = new Profiles(table, progress());
        Profile profile = profiles.of(
                file,
                Profiles.isProfile(file)
                        ? profiles.features(file)
                        : table.schemaFor(file).featuresOnly());
        if (out != null) {
            Disk.write(out, profile.toBytes());
        }
        List<Map<String, ?>> features = new ArrayList<>();
        profile.features().forEach(name -> features.add(json(name, profile.feature(name))));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("rows", profile.rows());
        json.put("features", features);
        return Outcome.fine(profile.toString(), json);
    }

    private static Map<String, ?> json(String name, FeatureProfile feature) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("feature", name);
        json.put("type", feature.type().name());
        json.put("missing", feature.missing());
        json.put("distinct", feature.distinct());
        if (feature instanceof NumericProfile numeric) {
            json.put("mean", numeric.mean());
            json.put("standardDeviation", numeric.standardDeviation());
            json.put("min", numeric.min());
            json.put("quantile25", numeric.quantile(0.25));
            json.put("median", numeric.quantile(0.5));
            json.put("quantile75", numeric.quantile(0.75));
            json.put("max", numeric.max());
        } else if (feature instanceof CategoricalProfile categories) {
            json.put("counts", categories.counts());
        }
        return json;
    }
}

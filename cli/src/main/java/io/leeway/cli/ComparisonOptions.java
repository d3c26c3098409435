package io.leeway.cli;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.NearNames;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two files and how they are compared. */
final class ComparisonOptions {
    private static final Map<String, DriftTest> TESTS = byName(DriftTests.all());

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "CSV or profile: what the model was trained on.")
    private Path reference = Path.of("");

    @Parameters(index = "1", paramLabel = "CURRENT", description = "CSV or profile: what comes now.")
    private Path current = Path.of("");

    @Option(
            names = "--test",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = TestNames.class,
            description = "${COMPLETION-CANDIDATES}; several with commas. Default: psi.")
    private List<String> tests = List.of("psi");

    @Option(
            names = "--alpha",
            paramLabel = "LEVEL",
            description = "Decides by p-values, corrected for the number of features, at this level.")
    private @Nullable Double alpha;

    @Mixin
    private TableOptions table = new TableOptions();

    private static Map<String, DriftTest> byName(List<DriftTest> all) {
        Map<String, DriftTest> byName = new LinkedHashMap<>();
        all.forEach(test -> byName.put(test.name(), test));
        return byName;
    }

    /** The names of all tests, for the help and for shells that complete words. */
    static final class TestNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TESTS.keySet().iterator();
        }
    }

    /** What was compared, and what came out. */
    record Compared(Path referenceFile, Path currentFile, Profile reference, Profile current, DriftReport report) {}

    Compared compare(Progress progress) {
        DriftDetector detector = detector();
        Profiles profiles = new Profiles(table, progress);
        TableSchema schema = profiles.features(reference);
        Profile then = profiles.of(reference, schema);
        Profile now = profiles.of(current, schema);
        List<String> lacking = schema.bind().features().stream()
                .map(each -> each.name())
                .filter(each -> !now.has(each))
                .toList();
        if (!lacking.isEmpty()) {
            throw new CommandException(current + ": the profile lacks " + String.join(", ", lacking)
                    + ", which the reference has: profile both files by the same --schema");
        }
        return new Compared(reference, current, then, now, detector.compare(then, now));
    }

    /** The tests by these names. */
    static List<DriftTest> tests(List<String> names) {
        List<DriftTest> chosen = new ArrayList<>();
        for (String name : names) {
            DriftTest test = TESTS.get(name);
            if (test == null) {
                throw CommandException.wrongUsage("no test \"" + name + "\": " + NearNames.hint(name, TESTS.keySet()));
            }
            chosen.add(test);
        }
        return chosen;
    }

    private DriftDetector detector() {
        DriftDetector detector = DriftDetector.of(tests(tests));
        return alpha == null ? detector : detector.withAlpha(alpha);
    }
}

package io.leeway.cli;

import io.leeway.cli.PolicyReplayCommand.Replayed;
import io.leeway.monitoring.ModelMonitorBuilder;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.profile.Profile;
import io.leeway.retraining.Decision;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How rows are replayed: when looks are taken, and what is known at each. */
final class ReplayOptions {
    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = Durations.class,
            description = "Rows: the time between looks, such as 7d or 12h, counted from 1970 in UTC. Default: 1d.")
    private Duration every = Duration.ofDays(1);

    @Option(
            names = "--rows",
            paramLabel = "ROWS",
            defaultValue = "" + ModelMonitorBuilder.DEFAULT_PERFORMANCE_ROWS,
            description = "Rows: metrics are those of so many newest labelled rows. Default: 5000.")
    private int rows = ModelMonitorBuilder.DEFAULT_PERFORMANCE_ROWS;

    @Option(
            names = "--promoted",
            paramLabel = "TIME",
            description = "Rows: when the model was promoted. Default: the time of the first row.")
    private @Nullable Instant promoted;

    @Option(names = "--baseline", paramLabel = "METRIC=VALUE", description = "Rows: a metric at the promotion.")
    private Map<String, Double> baselines = new LinkedHashMap<>();

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "Rows: CSV or profile that the features of each window are compared with.")
    private @Nullable Path reference;

    @Option(
            names = "--test",
            paramLabel = "NAME",
            split = ",",
            description = "Rows: the tests of the comparison, as for 'leeway drift'. Default: psi.")
    private List<String> tests = List.of("psi");

    @Mixin
    private ScoredFile scored = new ScoredFile();

    @Mixin
    private TableOptions table = new TableOptions();

    Replayed replay(RetrainingPolicy policy, Path file, Progress progress) {
        if (rows < 1) {
            throw CommandException.wrongUsage("--rows is 1 or more, but was " + rows);
        }
        TableSchema schema = table.schemaFor(file);
        Optional<Profile> then = Optional.empty();
        TableSchema compared = null;
        Path with = reference;
        if (with != null) {
            Profiles profiles = new Profiles(table, progress);
            TableSchema features = scored.features(Profiles.isProfile(with) ? profiles.features(with) : schema);
            then = Optional.of(profiles.of(with, features));
            compared = features;
        }
        ScoredFile.Read read = scored.read(file, table, schema, every.toMillis(), compared, progress);
        List<Decision> decisions = decide(policy, read, then);
        return new Replayed(decisions, notes(read, decisions));
    }

    private List<Decision> decide(RetrainingPolicy policy, ScoredFile.Read read, Optional<Profile> then) {
        ScoredRows all = read.rows();
        DriftDetector detector = DriftDetector.of(ComparisonOptions.tests(tests));
        long period = every.toMillis();
        long end = Math.floorDiv(all.last(), period) + 1;
        Instant since = Optional.ofNullable(promoted).orElse(Instant.ofEpochMilli(all.first()));
        int trainedOn = 0;
        PolicyState state = PolicyState.none();
        List<Decision> decisions = new ArrayList<>();
        for (long window = Math.floorDiv(all.first(), period); window < end; window++) {
            long now = (window + 1) * period;
            int known = all.labelledBefore(now);
            // As in a service: what another model had predicted says nothing of the one that serves.
            int[] used = all.newest(known, rows, since.toEpochMilli());
            Signals signals = Signals.at(Instant.ofEpochMilli(now))
                    .withLook(decisions.size() + 1)
                    .withRowsSeen(all.predictedBefore(now))
                    .withMetrics(used.length == 0 ? Map.of() : all.metrics(used), used.length)
                    .withBaselines(baselines)
                    .withNewLabels(known - trainedOn);
            Duration age = Duration.between(since, signals.now());
            signals = age.isNegative() ? signals : signals.withChampionAge(age);
            Profile current = read.windows().get(window);
            if (then.isPresent() && current != null) {
                signals = signals.withDriftShare(
                        detector.compare(then.get(), current).driftShare());
            }
            Decision decision = policy.decide(signals, state);
            decisions.add(decision);
            state = decision.next();
            if (decision.isRetrain()) {
                since = decision.at();
                trainedOn = known;
            }
        }
        return decisions;
    }

    private List<String> notes(ScoredFile.Read read, List<Decision> decisions) {
        List<String> notes = new ArrayList<>();
        if (!read.delayed()) {
            notes.add("labels count as known at the time of their row: name the column of the time at which they were"
                    + " known by --label-time, or the policy sees what no service could");
        }
        if (read.early() > 0) {
            notes.add(String.format(
                    Locale.ROOT, "%,d labels are older than their rows: they count from the row on", read.early()));
        }
        if (read.unlabelled() > 0) {
            notes.add(String.format(Locale.ROOT, "%,d rows have no label", read.unlabelled()));
        }
        long late = read.rows().labelled()
                - (long) read.rows()
                        .labelledBefore(decisions.get(decisions.size() - 1).at().toEpochMilli());
        if (late > 0) {
            notes.add(String.format(Locale.ROOT, "%,d labels came after the last look", late));
        }
        if (decisions.stream().anyMatch(Decision::isRetrain)) {
            notes.add("a training counts as a promotion at the same time, but the predictions are still those of the"
                    + " file: what the new model would have predicted is not known");
        }
        return notes;
    }
}

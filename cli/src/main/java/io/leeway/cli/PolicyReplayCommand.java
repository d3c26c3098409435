package io.leeway.cli;

import io.leeway.retraining.Decision;
import io.leeway.retraining.RetrainingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a policy would have decided. */
@Command(
        name = "replay",
        description = {
            "Says what a policy would have decided at each look of the past, and why.",
            "",
            "FILE is a CSV file of rows with predictions and labels, in any order, or what a service recorded of its"
                    + " decisions, a line of signals each. Rows are told again in the order of their time; a label counts"
                    + " from the time on at which it was known (--label-time)."
        },
        footer = {
            "%nExamples:",
            "  leeway policy replay flights.policy scored.csv --prediction score --response late --label-time arrived",
            "  leeway policy replay flights.policy looks.txt"
        })
final class PolicyReplayCommand extends Task {
    @Parameters(index = "0", paramLabel = "POLICY", description = "A file with a policy; see 'leeway policy --help'.")
    private Path policy = Path.of("");

    @Parameters(index = "1", paramLabel = "FILE", description = "A CSV file (.gz is unpacked), or recorded signals.")
    private Path file = Path.of("");

    @Option(names = "--why", description = "Prints each condition at each look.")
    private boolean why;

    @Mixin
    private ReplayOptions options = new ReplayOptions();

    @Override
    Outcome run() {
        RetrainingPolicy rules = Policies.policy(policy);
        Replayed replayed = isRecorded() ? recorded(rules) : options.replay(rules, file, progress());
        return Outcome.fine(text(rules, replayed), json(rules, replayed));
    }

    /** Signals begin with the time of the first decision. */
    private boolean isRecorded() {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(4_096), StandardCharsets.UTF_8);
            return start.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .findFirst()
                    .filter(line -> line.startsWith("at="))
                    .isPresent();
        } catch (IOException e) {
            throw new CommandException(file + ": cannot read it: " + e.getMessage(), e);
        }
    }

    private Replayed recorded(RetrainingPolicy rules) {
        return new Replayed(
                rules.replay(Policies.signals(file)),
                List.of("the signals are as they were recorded: under a policy that trains at other times, there would"
                        + " have been others"));
    }

    private String text(RetrainingPolicy rules, Replayed replayed) {
        List<Decision> decisions = replayed.decisions();
        StringBuilder text = new StringBuilder(summary(rules, decisions));
        if (why) {
            decisions.forEach(each -> text.append('\n').append(each).append(Policies.conditions(each, "  ")));
        } else {
            TextTable table = new TextTable("look", "rows", "labelled", "decision", "reason");
            decisions.forEach(each -> table.row(
                    each.at().toString(),
                    String.format(Locale.ROOT, "%,d", each.signals().rowsSeen()),
                    String.format(Locale.ROOT, "%,d", each.signals().labelledRows()),
                    each.action().name().toLowerCase(Locale.ROOT),
                    each.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            text.append('\n').append(table);
            decisions.stream().filter(Decision::isRetrain).forEach(each -> text.append('\n')
                    .append(each));
        }
        replayed.notes().forEach(note -> text.append("\nnote: ").append(note));
        return text.toString();
    }

    private static String summary(RetrainingPolicy rules, List<Decision> decisions) {
        Map<Decision.Reason, Long> reasons = decisions.stream()
                .collect(Collectors.groupingBy(Decision::reason, LinkedHashMap::new, Collectors.counting()));
        long trainings = reasons.getOrDefault(Decision.Reason.CONDITION_MET, 0L);
        String held = List.of(Decision.Reason.COOLDOWN, Decision.Reason.BUDGET, Decision.Reason.VETOED).stream()
                .filter(reasons::containsKey)
                .map(reason -> reasons.get(reason) + " held back by " + name(reason))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "policy %s: %d training%s in %d look%s from %s to %s%s",
                rules.name(),
                trainings,
                trainings == 1 ? "" : "s",
                decisions.size(),
                decisions.size() == 1 ? "" : "s",
                decisions.get(0).at(),
                decisions.get(decisions.size() - 1).at(),
                held.isEmpty() ? "" : "; " + held);
    }

    private static String name(Decision.Reason reason) {
        return switch (reason) {
            case COOLDOWN -> "the pause";
            case BUDGET -> "the budget";
            default -> "a veto";
        };
    }

    private Map<String, ?> json(RetrainingPolicy rules, Replayed replayed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", rules.name());
        json.put("file", file.toString());
        json.put(
                "trainings",
                replayed.decisions().stream()
                        .filter(Decision::isRetrain)
                        .map(each -> each.at().toString())
                        .toList());
        json.put("notes", replayed.notes());
        json.put("looks", replayed.decisions().stream().map(Policies::json).toList());
        return json;
    }

    /** The decisions of a replay, at least one, and what to keep in mind about them. */
    record Replayed(List<Decision> decisions, List<String> notes) {}
}

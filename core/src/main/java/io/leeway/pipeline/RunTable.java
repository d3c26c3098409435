package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a run in at most 80 columns. */
final class RunTable {
    private static final int WIDTH = 80;
    private static final int NAME_WIDTH = 18;
    private static final int LEAST_COLUMN = 8;

    private final StringBuilder out = new StringBuilder();

    private RunTable() {}

    static String of(PipelineRun<?, ?> run) {
        RunTable table = new RunTable();
        table.wrapped(
                "",
                String.format(
                        Locale.ROOT,
                        "%s: %s, %,d rows trained, %,d held out%s",
                        run.pipeline(),
                        run.status(),
                        run.trainingRows(),
                        run.holdOutRows(),
                        run.version()
                                .map(version -> ", registered as v" + version.number())
                                .orElse("")));
        run.purpose().lines().forEach(line -> table.wrapped("  ", line));
        if (!run.candidates().isEmpty()) {
            table.metrics(run);
            run.candidates()
                    .forEach(candidate -> candidate.gates().forEach(gate -> table.gate(candidate.name(), gate)));
        }
        if (run.status() != PipelineRun.Status.REJECTED) {
            table.wrapped("", run.explanation());
        }
        run.notes().forEach(note -> table.wrapped("note: ", note));
        return table.out.toString().stripTrailing();
    }

    private void metrics(PipelineRun<?, ?> run) {
        List<String> names = new ArrayList<>();
        int width = NAME_WIDTH;
        for (String each : run.candidates().get(0).evaluation().metrics().keySet()) {
            if (width + 2 + columnWidth(each) <= WIDTH) {
                names.add(each);
                width += 2 + columnWidth(each);
            }
        }
        out.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", "  candidate"));
        names.forEach(each -> out.append("  ").append(String.format("%" + columnWidth(each) + "s", each)));
        out.append('\n');
        String winner = run.winner().map(Candidate::name).orElse("");
        run.candidates()
                .forEach(each ->
                        row((each.name().equals(winner) ? "* " : "  ") + each.name(), each.evaluation(), names));
        run.championEvaluation()
                .ifPresent(each -> row(
                        "  (now v"
                                + run.champion()
                                        .map(version -> version.number())
                                        .orElse(0) + ")",
                        each,
                        names));
    }

    private void row(String name, Evaluation evaluation, List<String> metrics) {
        String shown = name.length() <= NAME_WIDTH ? name : name.substring(0, NAME_WIDTH - 1) + "…";
        out.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s", shown));
        var values = evaluation.metrics();
        for (String each : metrics) {
            double value = values.getOrDefault(each, Double.NaN);
            out.append("  ")
                    .append(String.format(
                            Locale.ROOT, "%" + columnWidth(each) + "s", String.format(Locale.ROOT, "%.4f", value)));
        }
        out.append('\n');
    }

    private static int columnWidth(String name) {
        return Math.max(LEAST_COLUMN, name.length());
    }

    private void gate(String candidate, GateResult result) {
        wrapped("  ", candidate + " " + result.outcome() + ": " + result.explanation());
    }

    private void wrapped(String indent, String text) {
        StringBuilder line = new StringBuilder(indent);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder(" ".repeat(indent.length() + 2));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line).append('\n');
    }
}

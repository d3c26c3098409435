package io.leeway.cli;

import io.leeway.data.DataException;
import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Gates;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelException;
import io.leeway.model.TrainedModel;
import io.leeway.schema.NearNames;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evaluates a model on rows with labels. */
@Command(
        name = "evaluate",
        description = {
            "Evaluates a model on a CSV file with labels, and exits with 3 if a gate does not hold.",
            "",
            "The model is a version of a registry, or a file. The schema is the one that is stored with the version,"
                    + " unless --schema gives another."
        },
        footer = {
            "%nExamples:",
            "  leeway evaluate july.csv --model flight-delay --at-most logLoss=0.6",
            "  leeway evaluate july.csv --file model.onnx --schema flights.json"
        })
final class EvaluateCommand extends Task {
    private static final Map<String, Metric> METRICS = metrics(
            Gates.logLoss(),
            Gates.rocAuc(),
            Gates.brier(),
            Gates.calibrationError(),
            Gates.accuracy(),
            Gates.rmse(),
            Gates.mae(),
            Gates.r2());

    @Parameters(paramLabel = "DATA", description = "A CSV file with the features and the response.")
    private Path data = Path.of("");

    @Mixin
    private ModelSelection selection = new ModelSelection();

    @Mixin
    private TableOptions table = new TableOptions();

    @Option(
            names = "--at-most",
            paramLabel = "METRIC=VALUE",
            description = "A gate: logLoss, brier, calibrationError, rmse, mae, ...")
    private Map<String, Double> atMost = new LinkedHashMap<>();

    @Option(
            names = "--at-least",
            paramLabel = "METRIC=VALUE",
            description = "A gate: accuracy, rocAuc, r2, f1(CLASS), precision(CLASS), recall(CLASS), ...")
    private Map<String, Double> atLeast = new LinkedHashMap<>();

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description =
                    "Also writes the score of each row, a line each below the header 'score', in the order of the rows.")
    private @Nullable Path scores;

    private static Map<String, Metric> metrics(Metric... all) {
        Map<String, Metric> byName = new LinkedHashMap<>();
        for (Metric each : all) {
            byName.put(each.name(), each);
        }
        return byName;
    }

    @Override
    Outcome run() {
        List<Gate> gates = new ArrayList<>();
        atMost.forEach((name, value) -> gates.add(metric(name).atMost(value)));
        atLeast.forEach((name, value) -> gates.add(metric(name).atLeast(value)));
        ModelSelection.Selected selected = selection.select(table);
        try (TrainedModel<TableRow, ?> model = Models.read(selected.spec(), selected.bytes())) {
            Evaluation evaluation = evaluation(model, selected.schema());
            List<GateResult> results = gates.stream()
                    .map(gate -> gate.check(evaluation, Optional.empty()))
                    .toList();
            boolean blocked = results.stream().anyMatch(GateResult::blocks);
            return Outcome.finding(
                    blocked, text(selected.name(), evaluation, results), json(selected.name(), evaluation, results));
        } catch (ModelException e) {
            throw e.about(selected.name());
        }
    }

    private Evaluation evaluation(TrainedModel<TableRow, ?> model, TableSchema schema) {
        Progress progress = progress();
        long[] rows = {0};
        try (ScoreFile scored = ScoreFile.open(scores)) {
            Evaluation evaluation =
                    Evaluation.of(model, table.rows(data, schema).filter(row -> {
                        if (scored.isWanted()) {
                            scored.add(model.score(row));
                        }
                        progress.row(String.valueOf(data.getFileName()), ++rows[0]);
                        return true;
                    }));
            if (evaluation.rows() == 0) {
                throw new DataException(data, "has a header and no rows: there is nothing to evaluate on", null);
            }
            return evaluation;
        } finally {
            progress.done();
        }
    }

    private static Metric metric(String name) {
        int open = name.indexOf('(');
        if (open > 0 && name.endsWith(")")) {
            String label = name.substring(open + 1, name.length() - 1);
            switch (name.substring(0, open)) {
                case "f1":
                    return Gates.f1(label);
                case "precision":
                    return Gates.precision(label);
                case "recall":
                    return Gates.recall(label);
                default:
            }
        }
        Metric metric = METRICS.get(name);
        if (metric == null) {
            throw CommandException.wrongUsage("no metric \"" + name + "\": " + NearNames.hint(name, METRICS.keySet()));
        }
        return metric;
    }

    private String text(String name, Evaluation evaluation, List<GateResult> results) {
        TextTable metrics = new TextTable("metric", "value");
        evaluation
                .metrics()
                .forEach((metric, value) ->
                        metrics.row(metric, Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value)));
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s on %,d rows of %s%n", name, evaluation.rows(), data.getFileName()));
        text.append(metrics);
        results.forEach(result -> text.append('\n').append(result));
        return text.toString();
    }

    private Map<String, ?> json(String name, Evaluation evaluation, List<GateResult> results) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", name);
        json.put("data", data.toString());
        json.put("rows", evaluation.rows());
        json.put("metrics", evaluation.metrics());
        List<Map<String, ?>> gates = new ArrayList<>();
        for (GateResult result : results) {
            Map<String, Object> gate = new LinkedHashMap<>();
            gate.put("gate", result.gate());
            gate.put("outcome", result.outcome().name());
            gate.put("observed", result.observed());
            gate.put("threshold", result.threshold());
            gate.put("explanation", result.explanation());
            gates.add(gate);
        }
        json.put("gates", gates);
        return json;
    }
}

package io.leeway.cli;

import io.leeway.data.SchemaInference;
import io.leeway.schema.SchemaDiff;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Infers and compares schemas. */
@Command(
        name = "schema",
        description = "Infers the schema of a CSV file, and compares schemas.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SchemaCommand.Infer.class, SchemaCommand.Diff.class})
final class SchemaCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    // Read by picocli.
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    /** Infers a schema. */
    @Command(
            name = "infer",
            description = {
                "Infers the schema of a CSV file from its first 100,000 rows, and prints it as JSON.",
                "",
                "Review it before you rely on it: --why says how each column was decided."
            },
            footer = {"%nExample:", "  leeway schema infer flights.csv --response late > flights.json"})
    static final class Infer extends Task {
        @Parameters(paramLabel = "FILE", description = "A CSV file (.gz is unpacked).")
        private Path file = Path.of("");

        @Option(names = "--why", description = "Prints the reason for each column instead of the schema.")
        private boolean why;

        @Mixin
        private TableOptions table = new TableOptions();

        @Override
        Outcome run() {
            SchemaInference found = table.infer(file);
            List<Map<String, ?>> columns = new ArrayList<>();
            for (int i = 0; i < found.notes().size(); i++) {
                Map<String, Object> column = new LinkedHashMap<>();
                var now = found.schema().columns().get(i);
                column.put("name", now.name());
                now.type().ifPresent(type -> column.put("type", type.name()));
                column.put("role", now.role().name());
                column.put("reason", found.notes().get(i).reason());
                columns.add(column);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", file.toString());
            json.put("rows", found.rows());
            json.put("columns", columns);
            return Outcome.fine(why ? found.toString() : found.schema().toJson().strip(), json);
        }
    }

    /** Compares two schemas. */
    @Command(
            name = "diff",
            description = {
                "Compares the schema that a model was trained with and the schema of rows that it may be served.",
                "",
                "Exits with 3 if the model cannot be served: a feature is missing or has another type."
            },
            footer = {"%nExample:", "  leeway schema diff trained.json served.json"})
    static final class Diff extends Task {
        @Parameters(index = "0", paramLabel = "TRAINED", description = "A schema as JSON.")
        private Path trained = Path.of("");

        @Parameters(index = "1", paramLabel = "SERVED", description = "A schema as JSON.")
        private Path served = Path.of("");

        @Override
        Outcome run() {
            TableSchema before = TableOptions.read(trained);
            SchemaDiff diff = before.diff(TableOptions.read(served));
            List<Map<String, ?>> changes = new ArrayList<>();
            diff.changes().forEach(change -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("column", change.column());
                json.put("kind", change.kind().name());
                json.put("breaking", change.breaking());
                json.put("sentence", change.sentence());
                changes.add(json);
            });
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("compatible", diff.isCompatible());
            json.put("changes", changes);
            return Outcome.finding(!diff.isCompatible(), diff.toString(), json);
        }
    }
}

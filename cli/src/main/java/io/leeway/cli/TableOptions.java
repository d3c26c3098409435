package io.leeway.cli;

import io.leeway.data.CsvRows;
import io.leeway.data.Rows;
import io.leeway.data.SchemaInference;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.SchemaException;
import io.leeway.schema.SchemaFormatException;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How CSV files are read: by a schema, or by what the first rows look like. */
final class TableOptions {
    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "Columns and their types as JSON, as 'leeway schema infer' writes; inferred by default.")
    private @Nullable Path schema;

    @Option(names = "--response", paramLabel = "COLUMN", description = "The column that the model predicts.")
    private @Nullable String response;

    @Option(
            names = "--categorical",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns of numbers that are codes, such as an hour.")
    private List<String> categorical = List.of();

    @Option(names = "--without", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private List<String> without = List.of();

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            defaultValue = ",",
            description = "Separates cells; \\t is a tab. Default: a comma.")
    private String separator = ",";

    @Option(
            names = "--missing",
            paramLabel = "TEXT",
            split = ",",
            description = "Cells that mean a missing value, beside empty ones, such as NA.")
    private List<String> missing = List.of();

    /** The schema that was given, or that of the file's first rows. */
    TableSchema schemaFor(Path file) {
        Path given = schema;
        TableSchema table = given == null ? infer(file).schema() : read(given);
        return changed(table);
    }

    /** The schema that was given, or another one. */
    TableSchema schemaOr(TableSchema other) {
        Path given = schema;
        return changed(given == null ? other : read(given));
    }

    /** The schema that was given: a model reads columns by name and type, so that a guess would not do. */
    TableSchema required(String why) {
        Path given = schema;
        if (given == null) {
            throw CommandException.wrongUsage("--schema is needed for " + why + ": write one by leeway schema infer");
        }
        return changed(read(given));
    }

    SchemaInference infer(Path file) {
        SchemaInference found = SchemaInference.ofCsv(file, separator(), missingCells(), SchemaInference.DEFAULT_ROWS);
        return new SchemaInference(changed(found.schema()), found.notes(), found.rows());
    }

    static TableSchema read(Path file) {
        try {
            return TableSchema.parse(Disk.text(file));
        } catch (SchemaFormatException | SchemaException e) {
            throw new CommandException(file + ": " + e.getMessage(), e);
        }
    }

    private TableSchema changed(TableSchema table) {
        TableSchema changed = table;
        for (String name : categorical) {
            changed = changed.with(changed.column(name).as(FeatureType.CATEGORICAL));
        }
        for (String name : without) {
            changed = changed.with(new TableColumn(name, changed.column(name).type(), Role.NONE, false));
        }
        Optional<String> predicted = Optional.ofNullable(response);
        if (predicted.isPresent()) {
            changed = changed.with(changed.column(predicted.get()).as(Role.RESPONSE));
        }
        return changed;
    }

    CsvRows<TableRow> rows(Path file, TableSchema table) {
        return Rows.csv(file, table)
                .separator(separator())
                .missing(missingCells().toArray(new String[0]));
    }

    private char separator() {
        String text = separator.equals("\\t") ? "\t" : separator;
        if (text.length() != 1) {
            throw CommandException.wrongUsage(
                    "--separator is one character, or \\t for a tab, but was \"" + separator + "\"");
        }
        return text.charAt(0);
    }

    private Set<String> missingCells() {
        Set<String> cells = new java.util.LinkedHashSet<>(missing);
        cells.add("");
        return cells;
    }
}

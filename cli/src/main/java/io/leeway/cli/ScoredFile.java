package io.leeway.cli;

import io.leeway.data.DataException;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Role;
import io.leeway.schema.Schema;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A CSV file of rows with predictions and labels, read once, in any order. */
final class ScoredFile {
    @Option(
            names = "--prediction",
            paramLabel = "COLUMN",
            description = "Rows: the probability, or the predicted number.")
    private @Nullable String prediction;

    @Option(
            names = "--label-time",
            paramLabel = "COLUMN",
            description = "Rows: when the label became known. Default: at once, which is seldom so.")
    private @Nullable String labelTime;

    @Option(
            names = "--positive",
            paramLabel = "CLASS",
            description = "Rows: the label whose probability is predicted. Default: true; a numeric response without"
                    + " this option is a regression.")
    private @Nullable String positive;

    private long early;

    /** What is read of a file: the rows, and the features of each window if they are to be compared. */
    record Read(ScoredRows rows, Map<Long, Profile> windows, long unlabelled, boolean delayed, long early) {}

    boolean isDelayed() {
        return labelTime != null;
    }

    /** What each row is read by. */
    private record Columns(
            Schema<TableRow> schema,
            Feature<TableRow> prediction,
            Feature<TableRow> label,
            @Nullable Feature<TableRow> labelTime) {}

    /** The columns that are features: neither predictions nor the times of labels. */
    TableSchema features(TableSchema schema) {
        TableSchema features = schema.featuresOnly();
        for (String name : Stream.of(Optional.ofNullable(prediction), Optional.ofNullable(labelTime))
                .flatMap(Optional::stream)
                .toList()) {
            if (features.names().contains(name)) {
                features = features.with(
                        new TableColumn(name, features.column(name).type(), Role.NONE, false));
            }
        }
        return features;
    }

    /**
     * Reads the file.
     *
     * @param period the length of a window in milliseconds
     * @param compared the features to profile, or null
     */
    Read read(
            Path file,
            TableOptions table,
            TableSchema schema,
            long period,
            @Nullable TableSchema compared,
            Progress progress) {
        Columns columns = columns(file, schema, compared);
        boolean regression = columns.label().type() == FeatureType.NUMERIC && positive == null;
        ScoredRows rows = new ScoredRows(regression);
        Map<Long, Profiler<TableRow>> windows = new HashMap<>();
        Schema<TableRow> profiled = compared == null ? null : without(columns.schema(), compared);
        long unlabelled = 0;
        early = 0;
        try (Stream<TableRow> stream = table.rows(file, reading(schema, compared)).stream()) {
            for (Iterator<TableRow> all = stream.iterator(); all.hasNext(); ) {
                TableRow row = all.next();
                long time = columns.schema().timeMillis(row);
                double label = label(columns.label(), row, regression);
                long known = Double.isNaN(label) ? ScoredRows.NEVER : known(file, columns, row, time, rows.size());
                unlabelled += known == ScoredRows.NEVER ? 1 : 0;
                rows.add(time, known, predicted(file, columns, row, regression, rows.size()), label);
                if (profiled != null) {
                    windows.computeIfAbsent(Math.floorDiv(time, period), each -> Profiler.of(profiled))
                            .add(row);
                }
                progress.row(String.valueOf(file.getFileName()), rows.size());
            }
        } finally {
            progress.done();
        }
        if (rows.size() == 0) {
            throw new DataException(file, "has a header and no rows: there is nothing to replay", null);
        }
        rows.finish();
        Map<Long, Profile> profiles = new HashMap<>();
        windows.forEach((window, profiler) -> profiles.put(window, profiler.profile()));
        return new Read(rows, profiles, unlabelled, isDelayed(), early);
    }

    private static Schema<TableRow> without(Schema<TableRow> all, TableSchema compared) {
        return all.without(all.features().stream()
                .map(Feature::name)
                .filter(name -> !compared.bind().features().stream()
                        .map(Feature::name)
                        .toList()
                        .contains(name))
                .toArray(String[]::new));
    }

    /** The columns to read: the time, the response, the prediction, the time of the label, and what is compared. */
    private TableSchema reading(TableSchema schema, @Nullable TableSchema compared) {
        String predicted = required();
        return new TableSchema(schema.columns().stream()
                .map(column -> {
                    if (column.name().equals(predicted)) {
                        return TableColumn.numeric(predicted);
                    }
                    if (column.name().equals(labelTime)) {
                        return TableColumn.categorical(column.name());
                    }
                    boolean used = compared != null || column.role() == Role.RESPONSE || column.role() == Role.TIME;
                    return used && column.role() != Role.ID
                            ? column
                            : new TableColumn(column.name(), column.type(), Role.NONE, false);
                })
                .toList());
    }

    private String required() {
        String predicted = prediction;
        if (predicted == null) {
            throw CommandException.wrongUsage(
                    "--prediction is needed for a file of rows: name the column of predictions");
        }
        return predicted;
    }

    private Columns columns(Path file, TableSchema schema, @Nullable TableSchema compared) {
        String predicted = required();
        schema.column(predicted);
        String when = labelTime;
        if (when != null) {
            boolean taken = when.equals(predicted) || schema.column(when).role() == Role.RESPONSE;
            if (taken) {
                throw CommandException.wrongUsage("--label-time names the predictions or the labels: " + when);
            }
        }
        Schema<TableRow> bound = reading(schema, compared).bind();
        if (!bound.hasTime()) {
            throw new CommandException(file + ": no column is the time: give it the role \"time\" in a --schema");
        }
        Feature<TableRow> label = bound.response()
                .orElseThrow(() -> new CommandException(
                        file + ": no column is the response: name the column of labels by --response"));
        return new Columns(bound, bound.feature(predicted), label, when == null ? null : bound.feature(when));
    }

    /** 1 and 0 for a classification, the number for a regression, NaN where the label is missing. */
    private double label(Feature<TableRow> label, TableRow row, boolean regression) {
        if (label.type() == FeatureType.NUMERIC) {
            double number = label.number(row);
            if (regression || Double.isNaN(number)) {
                return number;
            }
            try {
                return number == Double.parseDouble(String.valueOf(positive)) ? 1 : 0;
            } catch (NumberFormatException e) {
                throw CommandException.wrongUsage(
                        "--positive is \"" + positive + "\", but the response " + label.name() + " is numeric");
            }
        }
        String text = label.category(row);
        return text == null ? Double.NaN : text.equals(positive == null ? "true" : positive) ? 1 : 0;
    }

    private double predicted(Path file, Columns columns, TableRow row, boolean regression, int index) {
        double value = columns.prediction().number(row);
        if (!regression && !Double.isNaN(value) && !(value >= 0 && value <= 1)) {
            throw new DataException(
                    file, "row " + (index + 1) + ": the prediction " + value + " is no probability, from 0 to 1", null);
        }
        return value;
    }

    private long known(Path file, Columns columns, TableRow row, long time, int index) {
        Feature<TableRow> column = columns.labelTime();
        if (column == null) {
            return time;
        }
        String text = column.category(row);
        if (text == null) {
            return ScoredRows.NEVER;
        }
        try {
            long known = text.matches("-?\\d+")
                    ? Long.parseLong(text)
                    : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            early += known < time ? 1 : 0;
            return Math.max(known, time);
        } catch (DateTimeException | NumberFormatException e) {
            throw new DataException(
                    file,
                    "row " + (index + 1) + ": \"" + text + "\" in column " + column.name()
                            + " is no time: use ISO-8601 with an offset, as 2013-01-01T10:15:00Z, or milliseconds since 1970",
                    e);
        }
    }
}

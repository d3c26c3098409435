package io.leeway.cli;

import io.leeway.data.CsvRows;
import io.leeway.data.Malformed;
import io.leeway.data.ReadReport;
import io.leeway.data.RowException;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.monitoring.quality.ExpectationResult;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a CSV file. */
@Command(
        name = "validate",
        description = {
            "Checks that every row of a CSV file can be read by its schema and meets expectations; exits with 3 if not."
        },
        footer = {"%nExample:", "  leeway validate july.csv --schema flights.json --range distance=0..6000"})
final class ValidateCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "A CSV file (.gz is unpacked).")
    private Path file = Path.of("");

    @Mixin
    private TableOptions table = new TableOptions();

    @Option(
            names = "--range",
            paramLabel = "COLUMN=LEAST..MOST",
            description = "Numbers must be in a range; either end may be left out.")
    private Map<String, String> ranges = new LinkedHashMap<>();

    @Option(names = "--one-of", paramLabel = "COLUMN=TEXT+TEXT", description = "Categories must be among these.")
    private Map<String, String> categories = new LinkedHashMap<>();

    @Option(
            names = "--missing-at-most",
            paramLabel = "COLUMN=SHARE",
            description = "The largest share of missing values, from 0 to 1.")
    private Map<String, Double> shares = new LinkedHashMap<>();

    @Option(names = "--rows-at-least", paramLabel = "ROWS", description = "The least number of rows.")
    private @Nullable Long rows;

    @Override
    Outcome run() {
        List<Expectation> expectations = expectations();
        TableSchema schema = table.schemaFor(file);
        CsvRows<TableRow> source = table.rows(file, schema).onMalformed(Malformed.skip());
        Progress progress = progress();
        long[] read = {0};
        DataQualityReport report;
        try {
            report = Expectations.check(
                    schema.bind(),
                    source.filter(row -> {
                        progress.row(String.valueOf(file.getFileName()), ++read[0]);
                        return true;
                    }),
                    expectations);
        } finally {
            progress.done();
        }
        ReadReport reading = source.report();
        boolean fine = report.passed() && reading.malformed() == 0 && reading.rows() > 0;
        return Outcome.finding(!fine, text(report, reading), json(fine, report, reading));
    }

    private List<Expectation> expectations() {
        List<Expectation> all = new ArrayList<>();
        ranges.forEach((column, range) -> all.add(range(column, range)));
        categories.forEach(
                (column, texts) -> all.add(Expectations.expect(column).oneOf(texts.split("\\+"))));
        shares.forEach(
                (column, share) -> all.add(Expectations.expect(column).missing().atMost(share)));
        Long least = rows;
        if (least != null) {
            all.add(Expectations.rowsAtLeast(least));
        }
        return all;
    }

    private Expectation range(String column, String range) {
        String[] ends = range.split("\\.\\.", -1);
        try {
            double least = ends[0].isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(ends[0]);
            double most = ends[1].isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(ends[1]);
            if (ends[0].isEmpty()) {
                return Expectations.expect(column).atMost(most);
            }
            return ends[1].isEmpty()
                    ? Expectations.expect(column).atLeast(least)
                    : Expectations.expect(column).between(least, most);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw CommandException.wrongUsage(
                    "--range is COLUMN=LEAST..MOST, such as distance=0..6000, but was " + column + "=" + range);
        }
    }

    private static String text(DataQualityReport report, ReadReport reading) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d rows read, %,d cannot be read", reading.rows(), reading.malformed()));
        reading.malformedByReason()
                .forEach((reason, count) -> text.append(String.format(Locale.ROOT, "%n  %,d: %s", count, reason)));
        reading.examples().stream().limit(3).forEach(each -> text.append("\n  ").append(place(each)));
        if (!report.results().isEmpty()) {
            text.append('\n').append(report);
        }
        return text.toString();
    }

    private static String place(RowException row) {
        return row.column().isEmpty()
                ? "line " + row.line() + ": " + row.reason()
                : "line " + row.line() + ": \"" + row.value() + "\" in column " + row.column();
    }

    private Map<String, ?> json(boolean fine, DataQualityReport report, ReadReport reading) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("passed", fine);
        json.put("rows", reading.rows());
        json.put("malformed", reading.malformed());
        json.put("malformedByReason", reading.malformedByReason());
        json.put("ignoredColumns", reading.ignoredColumns());
        List<Map<String, ?>> results = new ArrayList<>();
        for (ExpectationResult result : report.results()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("expectation", result.expectation());
            one.put("met", result.passed());
            one.put("violations", result.violations());
            one.put("sentence", result.sentence());
            results.add(one);
        }
        json.put("expectations", results);
        return json;
    }
}

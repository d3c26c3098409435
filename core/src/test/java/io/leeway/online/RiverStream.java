package io.leeway.online;

import io.leeway.data.Rows;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/** A stream with River's answers, written by {@code src/test/python/online_fixtures.py}. */
record RiverStream(Schema<TableRow> schema, Schema<TableRow> all, List<TableRow> rows) {
    private static final Set<String> ANSWERS = Set.of(
            "sgd",
            "adaGrad",
            "adaGradLate",
            "ftrl",
            "ftrlExact",
            "pa",
            "pa1",
            "pa1Late",
            "pa2",
            "paRiver",
            "pa1River",
            "pa2River");
    private static final Set<String> CATEGORIES =
            Set.of("carrier", "origin", "dest", "hour", "dayOfWeek", "status", "month");
    private static final Set<String> NUMBERS = Set.of("approval", "stocks", "storms");

    /** Files are read once: parameters of tests are many. */
    private static final Map<String, RiverStream> READ = new ConcurrentHashMap<>();

    static RiverStream read(String name) throws IOException {
        RiverStream known = READ.get(name);
        if (known == null) {
            known = parse(name);
            READ.put(name, known);
        }
        return known;
    }

    private static RiverStream parse(String name) throws IOException {
        Path file = Path.of("src/test/resources/io/leeway/online", name + ".csv.gz");
        boolean numbers = NUMBERS.contains(name);
        List<TableColumn> columns = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String each : lines.readLine().split(",")) {
                boolean text = CATEGORIES.contains(each) || each.equals("y") && !numbers;
                columns.add(text ? TableColumn.categorical(each) : TableColumn.numeric(each));
            }
        }
        TableSchema table = new TableSchema(columns);
        Schema<TableRow> all = table.bind();
        Schema<TableRow> schema = all.response("y").without("id");
        for (TableColumn each : columns) {
            if (ANSWERS.contains(each.name())) {
                schema = schema.without(each.name());
            }
        }
        return new RiverStream(schema, all, Rows.csv(file, table).toList());
    }

    boolean isRegression() {
        return schema.response().orElseThrow().type() == FeatureType.NUMERIC;
    }

    double river(String algorithm, TableRow row) {
        return all.feature(algorithm).number(row);
    }

    double target(TableRow row) {
        return isRegression()
                ? all.feature("y").number(row)
                : "true".equals(all.feature("y").category(row)) ? 1 : 0;
    }

    /** The mean log loss, or the mean absolute error, of River's answers. */
    double riverError(String algorithm) {
        double sum = 0;
        for (TableRow row : rows) {
            double answer = river(algorithm, row);
            double target = target(row);
            double clipped = Math.max(1e-15, Math.min(1 - 1e-15, answer));
            sum += isRegression() ? Math.abs(answer - target) : -Math.log(target == 1 ? clipped : 1 - clipped);
        }
        return sum / rows.size();
    }

    String error() {
        return isRegression() ? "mae" : "logLoss";
    }
}

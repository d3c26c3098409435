package io.leeway.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.leeway.data.Columns;
import io.leeway.data.CsvRows;
import io.leeway.data.Rows;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.TableColumn;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures how a CSV file of 20 numbers a row becomes a profile, by columns and by rows, beside FastCSV's bare reading and
 * {@link Double#parseDouble}. The ways take turns in one JVM; what counts is the processor's time of the thread.
 */
public final class CsvProfiles {
    private static final int COLUMNS = 20;

    private CsvProfiles() {}

    @FunctionalInterface
    private interface Way {
        long rows(Path file) throws IOException;
    }

    /**
     * Prints medians.
     *
     * @param arguments the number of rows, 1,000,000 if there is none; the number of rounds, 5 if there is none
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        int rows = arguments.length < 1 ? 1_000_000 : Integer.parseInt(arguments[0]);
        int rounds = arguments.length < 2 ? 5 : Integer.parseInt(arguments[1]);
        for (String format : List.of("%.4f", "%s")) {
            Path file = Files.createTempFile("columns", ".csv");
            try {
                write(file, rows, format);
                measure(file, rows, rounds, format);
            } finally {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, int rows, String format) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", names()) + "\n");
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                for (int column = 0; column < COLUMNS; column++) {
                    double value = 100 * random.nextGaussian();
                    line.append(column == 0 ? "" : ",")
                            .append(format.equals("%s") ? Double.toString(value) : Math.rint(value * 1e4) / 1e4);
                }
                out.append(line).append('\n');
            }
        }
    }

    private static List<String> names() {
        return IntStream.range(0, COLUMNS).mapToObj(i -> "c" + i).toList();
    }

    private static void measure(Path file, int rows, int rounds, String format) throws IOException {
        TableSchema schema =
                new TableSchema(names().stream().map(TableColumn::numeric).toList());
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("read and parsed", CsvProfiles::parsed);
        ways.put("columns read", path -> count(Rows.csv(path, schema)));
        ways.put("columns read and profiled", path -> byColumns(path, schema).rows());
        ways.put("rows read and profiled", path -> Profiler.of(schema.bind())
                .addAll(Rows.csv(path, schema))
                .profile()
                .rows());
        Map<String, double[]> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                if (way.getValue().rows(file) != rows) {
                    throw new IllegalStateException(way.getKey() + " lost rows");
                }
                times.computeIfAbsent(way.getKey(), key -> new double[rounds])[round] =
                        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
        }
        String digits = format.equals("%s") ? "all digits" : "four decimals";
        times.values().forEach(Arrays::sort);
        double bare = times.values().iterator().next()[rounds / 2];
        times.forEach((way, each) -> {
            String library = way.startsWith("read") ? "FastCSV" : "Leeway";
            double median = each[rounds / 2] / rows / COLUMNS;
            new Measured("csv", way + " with " + digits, library, median, "ns a value").print();
            System.out.printf(Locale.ROOT, "    %.2f of FastCSV%n", each[rounds / 2] / bare);
        });
    }

    private static long parsed(Path file) throws IOException {
        double[][] columns = new double[COLUMNS][8_192];
        long rows = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            for (CsvRecord row : reader) {
                if (rows++ > 0) {
                    for (int i = 0; i < COLUMNS; i++) {
                        columns[i][(int) (rows & 8_191)] = Double.parseDouble(row.getField(i));
                    }
                }
            }
        }
        return rows - 1;
    }

    private static long count(CsvRows<TableRow> rows) {
        long[] count = new long[1];
        Columns.forEach(rows, columns -> count[0] += columns.rows());
        return count[0];
    }

    private static Profile byColumns(Path file, TableSchema schema) {
        Profiler<TableRow> profiler = Profiler.of(schema.bind());
        Columns.forEach(Rows.csv(file, schema), profiler::addColumns);
        return profiler.profile();
    }
}

package io.leeway.examples.alarms;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the weeks, and what each fault makes of them, as CSV files, so that detectors of other languages judge the same rows. */
final class FaultExport {
    private FaultExport() {}

    /**
     * Writes {@code week-0.csv} to {@code week-50.csv}, the first eight of which are only references; {@code faults.csv}; and for each fault,
     * strength and judged week {@code fault-3-full-12.csv} with the columns that the fault changes.
     *
     * @param target the folder, which is created
     * @throws IOException if it cannot be written
     */
    static void write(Path target) throws IOException {
        Path folder = Files.createDirectories(target);
        Weeks weeks = Weeks.read();
        for (int week = -Weeks.BEFORE; week < Weeks.JUDGED; week++) {
            Table table = weeks.week(week);
            List<String> all = new ArrayList<>(table.numbers().keySet());
            all.addAll(table.categories().keySet());
            write(folder.resolve("week-" + (week + Weeks.BEFORE) + ".csv"), table, all);
        }
        List<Fault> faults = Fault.all();
        List<String> names = new ArrayList<>(List.of("fault,features"));
        faults.forEach(fault -> names.add(fault.name() + "," + String.join(" ", fault.features())));
        Files.write(folder.resolve("faults.csv"), names);
        for (int index = 0; index < faults.size(); index++) {
            for (int strength = 0; strength < FaultBenchmark.STRENGTHS.length; strength++) {
                for (int week = 0; week < Weeks.JUDGED; week++) {
                    Table before = weeks.week(week);
                    Table after = faults.get(index).apply(before, strength, week);
                    String name = "fault-" + index + "-" + FaultBenchmark.STRENGTHS[strength] + "-" + week + ".csv";
                    write(folder.resolve(name), after, Fault.changed(before, after));
                }
            }
        }
    }

    private static void write(Path file, Table table, List<String> columns) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", columns));
            out.newLine();
            for (int row = 0; row < table.rows(); row++) {
                int at = row;
                out.write(
                        columns.stream().map(column -> cell(table, column, at)).collect(Collectors.joining(",")));
                out.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(Table table, String column, int row) {
        if (table.numbers().containsKey(column)) {
            double value = table.number(column)[row];
            return Double.isNaN(value) ? "" : String.valueOf(value);
        }
        String category = table.category(column)[row];
        return category == null ? "" : category;
    }
}

package io.leeway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure for {@link PerformancePage}: printed, and kept in the file that the system property {@code measured} names, if any, in place
 * of the older one of the same work and library.
 *
 * @param day when it was measured, such as 2026-11-26
 * @param load how many processes wanted the processors then: the average over a minute
 */
public record Measured(String chart, String work, String library, double value, String unit, String day, double load) {

    Measured(String chart, String work, String library, double value, String unit) {
        this(
                chart,
                work,
                library,
                value,
                unit,
                LocalDate.now().toString(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /**
     * Takes the figures of peers that are not Java.
     *
     * @param arguments none; each line of the standard input is a chart, a work, a library, a number and a unit, with commas between
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] cells = cells(line, 5);
            new Measured(cells[0], cells[1], cells[2], Double.parseDouble(cells[3]), cells[4]).print();
        }
    }

    void print() {
        System.out.printf(Locale.ROOT, "%s,%s%n", figure(), unit);
        String file = System.getProperty("measured");
        if (file != null) {
            try {
                keep(Path.of(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String key() {
        return String.join(",", chart, work, library, "");
    }

    private String figure() {
        return key() + String.format(Locale.ROOT, value >= 1_000 ? "%.0f" : "%.4g", value);
    }

    private void keep(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>();
        String line = String.format(Locale.ROOT, "%s,%s,%s,%.0f", figure(), unit, day, load);
        int at = 0;
        while (at < lines.size() && !lines.get(at).startsWith(key())) {
            at++;
        }
        if (at < lines.size()) {
            lines.set(at, line);
        } else {
            lines.add(line);
        }
        Files.write(file, lines);
    }

    static Measured parse(String line) {
        String[] cells = cells(line, 7);
        return new Measured(
                cells[0],
                cells[1],
                cells[2],
                Double.parseDouble(cells[3]),
                cells[4],
                cells[5],
                Double.parseDouble(cells[6]));
    }

    private static String[] cells(String line, int number) {
        String[] cells = line.split(",", -1);
        if (cells.length != number) {
            throw new IllegalArgumentException("has not " + number + " cells: " + line);
        }
        return cells;
    }
}

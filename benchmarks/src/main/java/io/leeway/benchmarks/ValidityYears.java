package io.leeway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Simulated years in a CSV file: kind, rows a week, year, and for each test its alarmed weeks, empty if it was not simulated. Two lines of one year add up. A
 * process adds whole lines, so that several may write to one file.
 */
final class ValidityYears {
    private static final List<String> KEY = List.of("kind", "rows", "year");

    private final Path file;
    private final String prefix;
    private final List<String> names;
    private final Map<Integer, Map<String, Integer>> alarms = new TreeMap<>();

    private ValidityYears(Path file, String prefix, List<String> names) {
        this.file = file;
        this.prefix = prefix;
        this.names = names;
    }

    /** The years of a kind and a number of rows, of a file that is begun with columns of these names if there is none. */
    static ValidityYears read(Path file, String kind, int rows, Collection<String> names) throws IOException {
        if (Files.notExists(file)) {
            write(file, String.join(",", KEY) + "," + String.join(",", names));
        }
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split(","));
        ValidityYears years =
                new ValidityYears(file, kind + "," + rows + ",", header.subList(KEY.size(), header.size()));
        lines.stream()
                .filter(line -> line.startsWith(years.prefix))
                .forEach(line -> years.take(line.substring(years.prefix.length())));
        return years;
    }

    /** Kinds with a number of rows of a file, in its order, such as {@code raw,50}. */
    static List<String> groups(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',', line.indexOf(',') + 1)))
                .distinct()
                .toList();
    }

    private static void write(Path file, String line) throws IOException {
        Files.writeString(file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void take(String line) {
        String[] fields = line.split(",", -1);
        Map<String, Integer> ofYear = alarms.computeIfAbsent(Integer.parseInt(fields[0]), year -> new HashMap<>());
        for (int i = 0; i < names.size(); i++) {
            if (!fields[1 + i].isEmpty()) {
                ofYear.put(names.get(i), Integer.parseInt(fields[1 + i]));
            }
        }
    }

    List<String> names() {
        return names;
    }

    boolean has(int year, Collection<String> tests) {
        return alarms.getOrDefault(year, Map.of()).keySet().containsAll(tests);
    }

    void add(int year, Map<String, Integer> ofYear) throws IOException {
        String line = year + ","
                + names.stream()
                        .map(name -> Objects.toString(ofYear.get(name), ""))
                        .collect(Collectors.joining(","));
        take(line);
        write(file, prefix + line);
    }

    /** The alarmed weeks of a test in each year. */
    int[] alarms(String test) {
        return alarms.values().stream()
                .map(ofYear -> ofYear.get(test))
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

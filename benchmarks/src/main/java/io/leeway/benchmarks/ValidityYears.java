package io.leeway.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Simulated years in a file, a line each: kind, rows, year, and for each test a space, its name, an equals sign and its alarmed weeks. */
final class ValidityYears {
    private final Path file;
    private final String prefix;
    private final Map<Integer, Map<String, Integer>> alarms = new TreeMap<>();

    private ValidityYears(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /** The years of a kind and a number of rows; none if there is no file. */
    static ValidityYears read(Path file, String kind, int rows) throws IOException {
        ValidityYears years = new ValidityYears(file, kind + " " + rows + " ");
        if (Files.exists(file)) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(years.prefix))
                    .forEach(line -> years.take(line.substring(years.prefix.length())));
        }
        return years;
    }

    private void take(String line) {
        String[] fields = line.split(" ");
        Map<String, Integer> ofYear = alarms.computeIfAbsent(Integer.parseInt(fields[0]), year -> new HashMap<>());
        for (int i = 1; i < fields.length; i++) {
            String[] field = fields[i].split("=");
            ofYear.put(field[0], Integer.parseInt(field[1]));
        }
    }

    boolean has(int year, Collection<String> tests) {
        return alarms.getOrDefault(year, Map.of()).keySet().containsAll(tests);
    }

    void add(int year, Map<String, Integer> ofYear) throws IOException {
        StringBuilder line = new StringBuilder().append(year);
        new TreeMap<>(ofYear)
                .forEach((test, count) ->
                        line.append(' ').append(test).append('=').append(count));
        take(line.toString());
        Files.writeString(
                file, prefix + line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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

package io.leeway.examples.flights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/**
 * Sums of log losses by day of departure in New York: enough for paired differences by whole days, and small enough to be kept of
 * what takes too long to be computed again.
 */
final class DailyLosses {

    private final NavigableMap<LocalDate, Integer> flights;
    private final Map<String, NavigableMap<LocalDate, Double>> sums;

    private DailyLosses(NavigableMap<LocalDate, Integer> flights, Map<String, NavigableMap<LocalDate, Double>> sums) {
        this.flights = flights;
        this.sums = sums;
    }

    /** Of the flights for which all of some names have a score that is not {@code NaN}. */
    static DailyLosses of(Year year, List<String> names, ToDoubleBiFunction<String, Integer> score) {
        NavigableMap<LocalDate, Integer> flights = new TreeMap<>();
        Map<String, NavigableMap<LocalDate, Double>> sums = new LinkedHashMap<>();
        names.forEach(name -> sums.put(name, new TreeMap<>()));
        for (int i = 0; i < year.size(); i++) {
            int flight = i;
            double[] scores = names.stream()
                    .mapToDouble(name -> score.applyAsDouble(name, flight))
                    .toArray();
            if (java.util.Arrays.stream(scores).anyMatch(Double::isNaN)) {
                continue;
            }
            LocalDate day = year.flight(i).scheduled().atZone(Replay.NEW_YORK).toLocalDate();
            flights.merge(day, 1, Integer::sum);
            for (int k = 0; k < scores.length; k++) {
                sums.computeIfAbsent(names.get(k), name -> new TreeMap<>())
                        .merge(day, year.logLoss(i, scores[k]), Double::sum);
            }
        }
        return new DailyLosses(flights, sums);
    }

    /** What was recorded of longer runs and of peers, see {@code docs/flights.md}. */
    static List<DailyLosses> recorded() throws IOException {
        return List.of(read("weekly-2013.csv"), read("peers-2013.csv"));
    }

    private static DailyLosses read(String resource) throws IOException {
        NavigableMap<LocalDate, Integer> flights = new TreeMap<>();
        Map<String, NavigableMap<LocalDate, Double>> sums = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(DailyLosses.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> names = new ArrayList<>(List.of(lines.readLine().split(",")));
            names.subList(2, names.size()).forEach(name -> sums.put(name, new TreeMap<>()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                LocalDate day = LocalDate.parse(cells[0]);
                flights.put(day, Integer.parseInt(cells[1]));
                for (int k = 2; k < cells.length; k++) {
                    sums.computeIfAbsent(names.get(k), name -> new TreeMap<>()).put(day, Double.parseDouble(cells[k]));
                }
            }
        }
        return new DailyLosses(flights, sums);
    }

    void writeTo(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("day,flights," + String.join(",", sums.keySet()));
        flights.forEach((day, count) -> {
            StringBuilder line = new StringBuilder(day + "," + count);
            sums.values().forEach(each -> line.append(String.format(Locale.ROOT, ",%.6f", each.get(day))));
            lines.add(line.toString());
        });
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    List<String> names() {
        return List.copyOf(sums.keySet());
    }

    NavigableMap<LocalDate, Integer> flights() {
        return flights;
    }

    NavigableMap<LocalDate, Double> of(String name) {
        return Objects.requireNonNull(sums.get(name), name);
    }
}

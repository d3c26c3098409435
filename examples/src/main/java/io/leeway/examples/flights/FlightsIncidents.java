package io.leeway.examples.flights;

import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.registry.memory.MemoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Lives through the year once more and counts what a monitor says: incidents by natural variation, signatures and prices, beside the alarms of PSI and KS in the same weeks against the same references.
 * What happened is not known to the monitor: it was looked up, and is written in {@code data/incidents-2013.csv}.
 */
public final class FlightsIncidents {
    private static final String BEGIN = "<!-- made by FlightsIncidents -->\n";
    private static final String END = "<!-- end -->";

    private final List<WeeklyDrift.Week> weeks;
    private final List<Incident> incidents;
    private final Map<String, String> explanations;

    FlightsIncidents(List<WeeklyDrift.Week> weeks, List<Incident> incidents, Map<String, String> explanations) {
        this.weeks = weeks;
        this.incidents = incidents;
        this.explanations = explanations;
    }

    /**
     * Writes the tables into {@code docs/alarms.md}.
     *
     * @param args the folder of the repository
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path root = Path.of(args[0]);
        FlightsLoop loop = lived();
        FlightsIncidents year = new FlightsIncidents(
                loop.weeks(), loop.incidents(), explanations(root.resolve("examples/data/incidents-2013.csv")));
        String tables = year.months() + "\n" + year.table();
        System.out.println(tables);
        Path guide = root.resolve("docs/alarms.md");
        String text = Files.readString(guide);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(guide, text.substring(0, from) + tables + text.substring(text.indexOf(END, from)));
    }

    private static FlightsLoop lived() throws IOException {
        Year year = Year.read();
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        FlightsLoop loop = new FlightsLoop(
                        year,
                        new Track("flights", year.size()),
                        MemoryRegistry.create(clock),
                        clock,
                        Files.createTempDirectory("flights-incidents"),
                        2013,
                        Optional.of(FlightsExample.policy()))
                .watchDrift();
        loop.run(Options.DAYS_OF_THE_YEAR, index -> {});
        return loop;
    }

    /** What happened, by the day on which the monitor says that it began. */
    private static Map<String, String> explanations(Path file) throws IOException {
        Map<String, String> explanations = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int comma = line.indexOf(',');
            explanations.put(line.substring(0, comma), line.substring(comma + 1));
        }
        return explanations;
    }

    private static LocalDate day(java.time.Instant at) {
        return LocalDate.ofInstant(at, Replay.NEW_YORK);
    }

    /** A row a month: what is said of its whole weeks. */
    String months() {
        StringBuilder table = new StringBuilder(
                "| month | whole weeks | features alarmed by PSI and KS | alerts | notes | incidents opened |\n"
                        + "|---|---:|---:|---:|---:|---:|\n");
        long[] sums = new long[5];
        for (Month month : Month.values()) {
            List<WeeklyDrift.Week> some = weeks.stream()
                    .filter(week -> day(week.window().to()).getMonth() == month)
                    .toList();
            long[] row = {
                some.size(),
                some.stream().mapToLong(week -> drifted(week.plain())).sum(),
                some.stream().mapToLong(week -> week.window().alerts().size()).sum(),
                some.stream().mapToLong(week -> week.window().notes().size()).sum(),
                incidents.stream()
                        .filter(each -> day(each.opened()).getMonth() == month)
                        .count()
            };
            if (row[0] + row[4] > 0) {
                row(table, month.getDisplayName(TextStyle.FULL, Locale.ENGLISH), row);
            }
            for (int i = 0; i < row.length; i++) {
                sums[i] += row[i];
            }
        }
        row(table, "**year**", sums);
        return table.toString();
    }

    private static void row(StringBuilder table, String name, long[] numbers) {
        table.append("| ").append(name).append(" |");
        for (long number : numbers) {
            table.append(' ').append(number).append(" |");
        }
        table.append('\n');
    }

    private static long drifted(MonitoringSnapshot week) {
        return week.drift().map(report -> (long) report.drifted().size()).orElse(0L);
    }

    /** A row an incident: what the monitor said first and how often it spoke, the price, and what happened. */
    String table() {
        StringBuilder table = new StringBuilder(
                "| since | weeks | said first | expected log loss | what happened |\n" + "|---|---:|---|---:|---|\n");
        for (Incident incident : incidents) {
            List<IncidentEvent> events = incident.events();
            String since = day(incident.since()).toString();
            table.append("| ")
                    .append(since)
                    .append(" | ")
                    .append(incident.windows())
                    .append(" | ")
                    .append(incident.severity())
                    .append(": ")
                    .append(events.get(0).sentence())
                    .append(" | ")
                    .append(incident.price()
                            .map(price -> String.format(Locale.ROOT, "+%.1f%%", 100 * price.rise()))
                            .orElse("no price"))
                    .append(" | ")
                    .append(explanations.getOrDefault(since, "not explained"))
                    .append(" |\n");
        }
        return table.toString();
    }
}

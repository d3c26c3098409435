package io.leeway.examples.flights;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.ModelMonitorBuilder;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.WindowEnd;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.report.WatchedWindow;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Compares each week's flights, and what was predicted for them, with what the champion in charge was trained on: by what its weeks differ by, by signatures of broken data, and by what a drift costs the
 * champion. Beside it, tests that take rows for independent, as monitors mostly do.
 */
final class WeeklyDrift {

    /**
     * A whole week beside what it was compared with.
     *
     * @param watched judged by natural variation, signatures and prices
     * @param plain the same rows, judged by PSI and KS
     */
    record Week(WatchedWindow watched, MonitoringSnapshot plain) {
        MonitoringSnapshot window() {
            return watched.window();
        }
    }

    private final ModelMonitor<Flight> monitor;
    private final ModelMonitor<Flight> plain;
    private final List<Week> weeks = new ArrayList<>();
    private Instant since = Instant.MIN;

    WeeklyDrift(
            String name,
            List<Flight> trainedOn,
            ToDoubleFunction<Flight> score,
            Function<Schema<RowCells>, ToDoubleFunction<RowCells>> champion,
            Clock clock) {
        this.monitor = builder(name, trainedOn, score, clock)
                .naturalVariation(Duration.ofDays(7))
                .signatures()
                .prices(champion)
                .onSnapshot(this::keepWhole)
                .build();
        this.plain = builder(name + ", plain", trainedOn, score, clock)
                .test(psi(), ks())
                .window(Duration.ofDays(7))
                .build();
    }

    private static ModelMonitorBuilder<Flight> builder(
            String name, List<Flight> trainedOn, ToDoubleFunction<Flight> score, Clock clock) {
        return ModelMonitor.of(Flight.SCHEMA)
                .name(name)
                .reference(trainedOn, score)
                .alarmBudget(1, Duration.ofDays(365))
                .incidents(IncidentRules.standard().zone(Replay.NEW_YORK))
                .clock(clock);
    }

    /** Those that a promotion or the year's end cut short are left out: their days of the week are not all there. */
    private void keepWhole(MonitoringSnapshot week) {
        if (week.end() == WindowEnd.TIME && !week.from().isBefore(since)) {
            List<MonitoringSnapshot> same = plain.history();
            weeks.add(new Week(
                    new WatchedWindow(week, monitor.reference().orElseThrow(), monitor.variation()),
                    same.get(same.size() - 1)));
        }
    }

    void record(Flight flight, double score) {
        // First the one whose window is asked for when the other's is closed.
        plain.record(flight, score);
        monitor.record(flight, score);
    }

    /** Another champion answers from now on. */
    void rebase(Instant now, List<Flight> trainedOn, ToDoubleFunction<Flight> score) {
        plain.rebase(trainedOn, score);
        monitor.rebase(trainedOn, score);
        since = now;
    }

    List<Week> weeks() {
        return List.copyOf(weeks);
    }

    /** The year's incidents, the oldest first. */
    List<Incident> incidents() {
        monitor.flush();
        return monitor.incidents().stream()
                .sorted(Comparator.comparing(Incident::number))
                .toList();
    }
}

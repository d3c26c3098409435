package io.leeway.examples.flights;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.WindowEnd;
import io.leeway.monitoring.profile.Profile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Compares each week's flights, and what was predicted for them, with what the champion in charge was trained on. */
final class WeeklyDrift {

    /** A whole week beside what it was compared with: what its champion was trained on, and what it says of that. */
    record Week(MonitoringSnapshot window, Profile reference) {}

    private final ModelMonitor<Flight> monitor;
    private final List<Week> weeks = new ArrayList<>();
    private Instant since = Instant.MIN;

    WeeklyDrift(String name, Iterable<Flight> trainedOn, ToDoubleFunction<Flight> score, Clock clock) {
        this.monitor = ModelMonitor.of(Flight.SCHEMA)
                .name(name)
                .reference(trainedOn, score)
                .test(psi(), ks())
                .alarmBudget(1, Duration.ofDays(365))
                .window(Duration.ofDays(7))
                .onSnapshot(this::keepWhole)
                .clock(clock)
                .build();
    }

    /** Those that a promotion or the year's end cut short are left out: their days of the week are not all there. */
    private void keepWhole(MonitoringSnapshot week) {
        if (week.end() == WindowEnd.TIME && !week.from().isBefore(since)) {
            weeks.add(new Week(week, monitor.reference().orElseThrow()));
        }
    }

    void record(Flight flight, double score) {
        monitor.record(flight, score);
    }

    /** Another champion answers from now on. */
    void rebase(Instant now, Iterable<Flight> trainedOn, ToDoubleFunction<Flight> score) {
        monitor.rebase(trainedOn, score);
        since = now;
    }

    List<Week> weeks() {
        return List.copyOf(weeks);
    }
}

package io.leeway.examples.onnx;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;

import io.leeway.examples.console.Terminal;
import io.leeway.examples.console.Timeline;
import io.leeway.examples.flights.EventClock;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Replay;
import io.leeway.examples.flights.Year;
import io.leeway.monitoring.Alert;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.WindowEnd;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.report.Event;
import io.leeway.monitoring.report.EventKind;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.serving.LiveModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tribuo.classification.Label;

/** Flights in the order of their departures, answered by the champion and watched; each label comes when its flight has landed. */
final class Month implements AutoCloseable {
    private static final double WORST_LOG_LOSS = 0.65;

    private final Year year;
    private final EventClock clock;
    private final Terminal terminal;
    private final Timeline timeline;
    private final LiveModel<Flight, Label> live;
    private final ModelMonitor<Flight> monitor;

    Month(Year year, EventClock clock, ModelRegistry registry, Profile reference, Terminal terminal) {
        this.year = year;
        this.clock = clock;
        this.terminal = terminal;
        this.timeline = new Timeline(terminal, Replay.NEW_YORK);
        this.live = LiveModel.classification(Flight.SCHEMA, registry, BringYourModel.MODEL, "champion")
                .clock(clock)
                .build();
        this.monitor = ModelMonitor.of(Flight.SCHEMA)
                .name(BringYourModel.MODEL)
                .reference(reference)
                .test(psi(), ks())
                .alarmBudget(1, Duration.ofDays(365))
                .window(Duration.ofDays(7))
                .alertAbove("logLoss", WORST_LOG_LOSS)
                .clock(clock)
                .onSnapshot(this::closed)
                .build();
    }

    void serve(int firstDay, int lastDay) {
        int first = year.firstAtOrAfter(clock.instant());
        new Replay(year, clock).run(firstDay, lastDay, new Replay.Listener() {
            @Override
            public void departure(int index) {
                Flight flight = year.flight(index);
                monitor.record(flight, live.score(flight));
            }

            @Override
            public void arrival(int index) {
                if (index >= first) {
                    Flight flight = year.flight(index);
                    monitor.label(flight.id(), flight.late(), flight.arrived());
                }
            }

            @Override
            public void look(Instant now) {}
        });
    }

    /** Tells who was held back, and by what, and who is the first champion. */
    void tell(PipelineRun<Flight, Label> run) {
        for (Candidate<Flight, Label> each : run.candidates()) {
            each.reasons().forEach(reason -> say(EventKind.REJECTED, each.name(), reason.explanation() + "."));
        }
        say(EventKind.PROMOTED, "v" + live.version().number(), run.explanation());
    }

    /** Tells what came of a whole week. */
    private void closed(MonitoringSnapshot week) {
        if (week.end() != WindowEnd.TIME) {
            return;
        }
        DriftReport drift = week.drift().orElseThrow();
        Optional<Alert> slump = week.alerts().stream()
                .filter(alert -> alert.kind() == Alert.Kind.PERFORMANCE)
                .findFirst();
        long features = drift.drifted().stream()
                .filter(each -> !each.feature().equals(ModelMonitor.PREDICTION))
                .count();
        String sentence = String.format(
                Locale.ROOT,
                "%d of %d features drifted%s; log loss %.3f over the newest %,d labels%s.",
                features,
                drift.features().size() - 1,
                features < drift.drifted().size() ? ", and the predictions" : "",
                week.metrics().getOrDefault("logLoss", Double.NaN),
                week.classification().orElseThrow().rows(),
                slump.isPresent() ? ", above " + WORST_LOG_LOSS : "");
        say(
                slump.isPresent() ? EventKind.ALARM : EventKind.NOTE,
                String.format(Locale.ROOT, "%,d flights", week.rows()),
                sentence);
    }

    LiveModel<Flight, Label> live() {
        return live;
    }

    /** The monitor goes on with what the new champion was judged by. */
    void rebase(Profile reference) {
        monitor.rebase(reference);
    }

    void say(EventKind kind, String label, String sentence) {
        terminal.out().println(timeline.entry(new Event(clock.instant(), kind, label, sentence)));
    }

    @Override
    public void close() {
        monitor.close();
        live.close();
    }
}

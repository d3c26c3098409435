package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;

import io.leeway.examples.console.Progress;
import io.leeway.examples.console.Terminal;
import io.leeway.examples.console.TextTable;
import io.leeway.examples.console.Timeline;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import io.leeway.monitoring.report.Event;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.RegistryException;
import io.leeway.registry.file.FileRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.RetrainingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Runs the year 2013 of flights from New York through the closed loop and compares ways to keep the model true. */
public final class FlightsExample {

    private FlightsExample() {}

    /**
     * Runs the example.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        if (options.help()) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            if (options.boosted()) {
                RunFolder folder = RunFolder.open(options);
                System.out.println(
                        new BoostedYear(Year.read(), folder.trained(), options.seed(), options.days()).table());
            } else {
                run(options, Terminal.detect());
            }
        } catch (ResumeException | RegistryException e) {
            System.err.println("The run ended early: " + e.getMessage());
            System.exit(1);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("The run ended early: " + e);
            System.exit(1);
        }
    }

    /** When Leeway retrains; {@link ChoosePolicy} shows how that was chosen, on the flights up to 30 June. */
    static RetrainingPolicy policy() {
        return RetrainingPolicy.named("leeway")
                .when(metric("calibrationBias").onAtLeast(5_000).below(-0.1))
                .or(age().atLeast(Duration.ofDays(60)))
                .cooldown(Duration.ofDays(7))
                .oneEvery(Duration.ofDays(30), 3)
                .build();
    }

    static RetrainingPolicy monthly() {
        return FlightsLog.every(30, "monthly");
    }

    static List<Event> run(Options options, Terminal terminal) throws IOException {
        RunFolder folder = RunFolder.open(options);
        terminal.out()
                .println("Reading the flights and training the first champion; the run is kept in " + folder.path());
        Year year = Year.read();
        Track never = new Track("never", year.size());
        Track neverAdapted = new Track("never + adaptation", year.size());
        Track monthly = new Track("monthly", year.size());
        Track leeway = new Track("Leeway", year.size());
        Track adapted = new Track("Leeway + adaptation", year.size());
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            loop(year, never, folder, options, Optional.empty())
                    .adapted(neverAdapted)
                    .run(options.days(), index -> {});
            loop(year, monthly, folder, options, Optional.of(monthly())).run(options.days(), index -> {});
        });
        EventClock clock = firstLook();
        try (ModelRegistry registry = new ResumedRegistry(FileRegistry.open(folder.models(), clock), clock)) {
            FlightsLoop loop = new FlightsLoop(
                            year, leeway, registry, clock, folder.trained(), options.seed(), Optional.of(policy()))
                    .watchDrift()
                    .adapted(adapted);
            long asked = replay(loop, year, options, terminal);
            others.join();
            List<Track> tracks = List.of(never, neverAdapted, monthly, leeway, adapted);
            Standing standing = new Standing(year, tracks, monthly, DailyLosses.recorded(), options.seed());
            new Timeline(terminal, Replay.NEW_YORK).print(leeway.events());
            terminal.out().println(table(tracks, standing));
            terminal.out().println("* recorded, because it takes longer or needs Python: docs/flights.md says how");
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "Meanwhile another thread asked for %,d more predictions; swaps of the model: %d, failures: 0.%n",
                            asked,
                            loop.live().answersByVersion().size() - 1);
            Path report = new FlightsReport(year, clock.instant(), tracks, adapted, standing)
                    .draw(
                            policy(),
                            options.seed(),
                            loop.weeks(),
                            loop.incidents(),
                            registry.versions(FlightsLoop.MODEL))
                    .writeTo(folder.report());
            // Written last: a run that has its decisions is complete.
            Files.write(folder.decisions(), lines(leeway.events()), StandardCharsets.UTF_8);
            terminal.out().println("The report: " + report.toUri());
            return leeway.events();
        }
    }

    /** Lives through the days with a bar to watch, while another thread asks the same model all the time. */
    private static long replay(FlightsLoop loop, Year year, Options options, Terminal terminal) {
        int first = year.firstAtOrAfter(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        int flights = year.firstAtOrAfter(Replay.lookOnDay(options.days())) - first;
        try (Traffic traffic = new Traffic(loop.live(), year, 1, options.seed());
                Progress progress = Progress.start("Replaying 2013", flights, terminal, Clock.systemUTC())) {
            loop.run(options.days(), index -> progress.advanceTo(index + 1L - first));
            return traffic.answers();
        }
    }

    private static FlightsLoop loop(
            Year year, Track track, RunFolder folder, Options options, Optional<RetrainingPolicy> policy) {
        EventClock clock = firstLook();
        return new FlightsLoop(
                year, track, MemoryRegistry.create(clock), clock, folder.trained(), options.seed(), policy);
    }

    private static EventClock firstLook() {
        return new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
    }

    private static List<String> lines(List<Event> events) {
        return events.stream()
                .map(each -> each.at() + " " + each.kind() + " " + each.label() + " " + each.sentence())
                .collect(Collectors.toList());
    }

    private static TextTable table(List<Track> tracks, Standing standing) {
        TextTable table = new TextTable("policy", "log loss", "ROC AUC", "trainings", "vs monthly");
        for (Track track : tracks) {
            MetricIntervals of = standing.of(track);
            MetricIntervals difference = standing.difference(track);
            table.row(
                    track.name(),
                    estimate(of.get("logLoss")),
                    estimate(of.get("rocAuc")),
                    TextTable.count(track.trainings()),
                    difference.has("logLoss") ? estimate(difference.get("logLoss")) : "");
        }
        standing.recorded()
                .forEach((name, each) ->
                        table.row(name + " *", estimate(each.logLoss()), "", "", estimate(each.difference())));
        return table;
    }

    private static String estimate(Interval interval) {
        return TextTable.estimate(interval.estimate(), (interval.upper() - interval.lower()) / 2);
    }
}

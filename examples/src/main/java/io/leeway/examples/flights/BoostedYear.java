package io.leeway.examples.flights;

import io.leeway.examples.console.TextTable;
import io.leeway.pipeline.Pipeline;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.RetrainingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.tribuo.classification.Label;

/**
 * The year with boosted trees as the candidates, trained on all flights so far and chosen by the pipeline's own hold-out, and an adaptation on top: trained once, every 90 days and
 * every 30 days.
 */
final class BoostedYear {
    /** More than the days of the year. */
    static final Duration ALL_DATA = Duration.ofDays(400);

    private final Year year;
    private final Path trained;
    private final long seed;
    private final int days;

    private record Way(Track champion, Track adapted) {}

    /**
     * The year.
     *
     * @param trained the folder of what was trained already
     * @param days up to which day it is lived through
     */
    BoostedYear(Year year, Path trained, long seed, int days) {
        this.year = year;
        this.trained = trained;
        this.seed = seed;
        this.days = days;
    }

    /** Lives through the year in two threads; what one has trained on the same flights already, the other finds. */
    TextTable table() {
        CompletableFuture<List<Way>> fewTrainings = CompletableFuture.supplyAsync(() -> List.of(
                way("never", Optional.empty()),
                way("every 90 days", Optional.of(FlightsLog.every(90, "every 90 days")))));
        Way monthly = way("every 30 days", Optional.of(FlightsLog.every(30, "every 30 days")));
        List<Way> ways = new ArrayList<>(fewTrainings.join());
        ways.add(monthly);
        TextTable table = new TextTable("boosted trees", "trainings", "log loss", "with an adaptation");
        for (Way way : ways) {
            table.row(
                    way.champion.name(),
                    TextTable.count(way.champion.trainings()),
                    loss(way.champion),
                    loss(way.adapted));
        }
        return table;
    }

    private Way way(String name, Optional<RetrainingPolicy> policy) {
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        ModelRegistry registry = MemoryRegistry.create(clock);
        Pipeline<Flight, Label> pipeline =
                FlightsLoop.boostedByHoldOut(registry, clock, seed, trainer -> new RememberedTrainer(trainer, trained));
        Way way = new Way(new Track(name, year.size()), new Track(name + " + adaptation", year.size()));
        new FlightsLoop(year, way.champion, registry, clock, pipeline, ALL_DATA, policy)
                .adapted(way.adapted)
                .run(days, index -> {});
        return way;
    }

    private String loss(Track track) {
        double sum = 0;
        int flights = 0;
        for (int i = 0; i < year.size(); i++) {
            if (!Double.isNaN(track.score(i))) {
                sum += year.logLoss(i, track.score(i));
                flights++;
            }
        }
        return String.format(Locale.ROOT, "%.4f", sum / flights);
    }
}

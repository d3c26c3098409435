package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.examples.console.TextTable;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.RetrainingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what learning from late labels is worth between trainings: the flights of the year by four ways of retraining, with an adaptation
 * on top, if all labels come later by some days.
 */
public final class AdaptationDelays {

    private static final List<Integer> DELAYS = List.of(0, 1, 3, 7, 14, 28);
    private static final long SEED = 2013;
    private static final int LAST_DAY = 365;

    private AdaptationDelays() {}

    /**
     * Prints the table.
     *
     * @param args none
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.err.println("usage: ./examples/adaptation-delays");
            System.exit(2);
            return;
        }
        Path trained = Files.createTempDirectory("trained");
        Year year = Year.read();
        List<Track> tracks = List.of(
                track(year, trained, "never", Optional.empty()),
                track(year, trained, "monthly", Optional.of(FlightsExample.monthly())),
                track(year, trained, "Leeway", Optional.of(FlightsExample.policy())),
                track(year, trained, "weekly", Optional.of(FlightsLog.every(7, "weekly"))));
        TextTable table = new TextTable(
                "track", "later", "champion", "best expert", "adapted", "at worst", "guarantee", "waiting");
        for (Track track : tracks) {
            DelayedLabels labels = new DelayedLabels(year, track);
            for (int days : DELAYS) {
                DelayedLabels.Outcome outcome = labels.adapt(Adaptation.standard(), Duration.ofDays(days));
                table.row(
                        track.name(),
                        days + " d",
                        loss(outcome.champion()),
                        loss(outcome.best()),
                        loss(outcome.adapted()),
                        nats(outcome.worstExcess()),
                        nats(outcome.standing().guarantee()),
                        TextTable.count(outcome.standing().mostOutstanding()));
                if (days == 0) {
                    System.out.println(track.name() + ", labels as they come: " + outcome.standing() + "\n");
                }
            }
        }
        System.out.println(table);
    }

    /** Lives through the year without an adaptation, as the example of the flights does. */
    static Track track(Year year, Path trained, String name, Optional<RetrainingPolicy> policy) {
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        Track track = new Track(name, year.size());
        new FlightsLoop(year, track, MemoryRegistry.create(clock), clock, trained, SEED, policy)
                .run(LAST_DAY, index -> {});
        return track;
    }

    private static String loss(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String nats(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}

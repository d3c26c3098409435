package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.examples.console.TextTable;
import io.leeway.pipeline.Pipeline;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.RetrainingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.tribuo.classification.Label;

/**
 * Measures what learning from late labels is worth between trainings: the flights of the year by several ways of retraining, with an adaptation
 * on top, if all labels come later by some days.
 */
public final class AdaptationDelays {

    private static final List<Integer> DELAYS = List.of(0, 1, 3, 7, 14, 28);
    private static final List<Integer> FEW_DELAYS = List.of(0, 1, 7);
    private static final long SEED = 2013;
    private static final int LAST_DAY = 365;

    private AdaptationDelays() {}

    /**
     * Prints a table.
     *
     * @param args {@code --boosted} for boosted trees as the candidates, {@code --takeovers} for what can happen when another champion takes over,
     *     {@code --moments} for when labels are learnt, {@code --gains} for what trainings gain beyond an adaptation, {@code --targets} for numbers and three classes; none for four ways of retraining
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path trained = Files.createTempDirectory("trained");
        switch (String.join(" ", args)) {
            case "" -> print(delays(Year.read(), DELAYS, year -> tracks(year, trained)));
            case "--boosted" -> print(delays(Year.read(), FEW_DELAYS, year -> boosted(year, trained)));
            case "--takeovers" -> print(takeovers(Year.read(), trained));
            case "--moments" -> print(moments(Year.read(), trained));
            case "--gains" -> print(gains(Year.read(), trained));
            case "--targets" -> print(OtherTargets.table(Year.read(), FEW_DELAYS));
            default -> {
                System.err.println(
                        "usage: ./examples/adaptation-delays [--boosted | --takeovers | --moments | --gains | --targets]");
                System.exit(2);
            }
        }
    }

    private static void print(TextTable table) {
        System.out.println(table);
    }

    private static List<Track> tracks(Year year, Path trained) {
        return List.of(
                track(year, trained, "never", Optional.empty()),
                track(year, trained, "monthly", Optional.of(FlightsExample.monthly())),
                track(year, trained, "Leeway", Optional.of(FlightsExample.policy())),
                track(year, trained, "weekly", Optional.of(FlightsLog.every(7, "weekly"))));
    }

    private static TextTable delays(Year year, List<Integer> delays, Function<Year, List<Track>> tracks) {
        TextTable table = new TextTable(
                "track",
                "trainings",
                "later",
                "champion",
                "best expert",
                "adapted",
                "at worst",
                "guarantee",
                "waiting");
        for (Track track : tracks.apply(year)) {
            DelayedLabels labels = new DelayedLabels(year, track);
            for (int days : delays) {
                DelayedLabels.Outcome outcome = labels.adapt(Adaptation.standard(), Duration.ofDays(days));
                table.row(
                        track.name(),
                        TextTable.count(track.trainings()),
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
        return table;
    }

    private static TextTable takeovers(Year year, Path trained) {
        List<Track> tracks = List.of(
                track(year, trained, "quarterly", Optional.of(FlightsLog.every(90, "quarterly"))),
                track(year, trained, "monthly", Optional.of(FlightsExample.monthly())),
                track(year, trained, "Leeway", Optional.of(FlightsExample.policy())),
                track(year, trained, "weekly", Optional.of(FlightsLog.every(7, "weekly"))),
                boosted(year, trained, "boosted, quarterly", Optional.of(FlightsLog.every(90, "quarterly"))),
                boosted(year, trained, "boosted, monthly", Optional.of(FlightsExample.monthly())));
        TextTable table = new TextTable("track", "takeovers", "later", "translated", "carried", "refitted", "anew");
        for (Track track : tracks) {
            DelayedLabels labels = new DelayedLabels(year, track);
            for (int days : FEW_DELAYS) {
                String[] losses = Arrays.stream(DelayedLabels.Takeover.values())
                        .map(each -> labels.adapt(
                                Adaptation.standard(),
                                flight -> flight.arrived().plus(Duration.ofDays(days)),
                                each))
                        .map(each -> loss(each.adapted()))
                        .toArray(String[]::new);
                table.row(
                        track.name(),
                        TextTable.count(track.changes().size()),
                        days + " d",
                        losses[0],
                        losses[1],
                        losses[2],
                        losses[3]);
            }
        }
        return table;
    }

    private static TextTable moments(Year year, Path trained) {
        TextTable table = new TextTable("labels are learnt", "track", "mean hours", "adapted", "answers - labels");
        for (Track track : List.of(
                track(year, trained, "never", Optional.empty()),
                track(year, trained, "Leeway", Optional.of(FlightsExample.policy())))) {
            DelayedLabels labels = new DelayedLabels(year, track);
            for (LabelMoment moment : LabelMoment.values()) {
                DelayedLabels.Outcome outcome =
                        labels.adapt(Adaptation.standard(), moment::of, DelayedLabels.Takeover.TRANSLATED);
                table.row(
                        moment.toString(),
                        track.name(),
                        String.format(Locale.ROOT, "%.1f", moment.meanHours(year)),
                        loss(outcome.adapted()),
                        String.format(Locale.ROOT, "%+.4f", outcome.meanExcess()));
            }
            for (double most : new double[] {1.5, 2, 3}) {
                DelayedLabels.Outcome outcome = labels.adapt(
                        Adaptation.standard(), LabelMoment.LANDED::of, DelayedLabels.Takeover.TRANSLATED, most);
                table.row(
                        LabelMoment.LANDED + ", weighing up to " + most,
                        track.name(),
                        String.format(Locale.ROOT, "%.1f", LabelMoment.LANDED.meanHours(year)),
                        loss(outcome.adapted()),
                        String.format(Locale.ROOT, "%+.4f", outcome.meanExcess()));
            }
        }
        System.out.println(LabelMoment.selection(year));
        return table;
    }

    private static TextTable gains(Year year, Path trained) {
        double[][] losses = tracks(year, trained).stream()
                .limit(3)
                .map(track -> new DelayedLabels(year, track).adapt(Adaptation.standard(), Duration.ZERO))
                .map(DelayedLabels.Outcome::losses)
                .toArray(double[][]::new);
        return new TrainingGains(year).table(losses[0], losses[1], losses[2]);
    }

    private static List<Track> boosted(Year year, Path trained) {
        return List.of(
                boosted(year, trained, "boosted, never", Optional.empty()),
                boosted(year, trained, "boosted, quarterly", Optional.of(FlightsLog.every(90, "quarterly"))),
                boosted(year, trained, "boosted, monthly", Optional.of(FlightsExample.monthly())));
    }

    /** Small boosted trees, trained on all data so far. */
    private static Track boosted(Year year, Path trained, String name, Optional<RetrainingPolicy> policy) {
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        Track track = new Track(name, year.size());
        ModelRegistry registry = MemoryRegistry.create(clock);
        Pipeline<Flight, Label> pipeline =
                FlightsLoop.boosted(registry, clock, SEED, trainer -> new RememberedTrainer(trainer, trained));
        new FlightsLoop(year, track, registry, clock, pipeline, BoostedYear.ALL_DATA, policy)
                .run(LAST_DAY, index -> {});
        return track;
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

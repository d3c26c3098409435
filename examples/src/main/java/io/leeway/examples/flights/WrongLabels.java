package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.Adapter;
import io.leeway.examples.console.TextTable;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Measures what wrong labels cost: the flights of the year with an adaptation on top, which is taught something else than what happened. All losses are by what
 * happened.
 */
public final class WrongLabels {
    private static final long SEED = 2013;

    /** The hour of 1 July in which most flights arrive. */
    static final Instant HOUR = Instant.parse("2013-07-01T20:00:00Z");

    private static final String SEGMENT = "EV";
    private static final int FLOOD = 5_000;
    private static final int PROBES = 20;
    private static final long FIRST_CLIENT_ID = 1L << 40;

    private final Year year;
    private final Track track;
    private final Adaptation adaptation;
    private final Profile training;

    WrongLabels(Year year, Track track) {
        this(year, track, Adaptation.standard());
    }

    WrongLabels(Year year, Track track, Adaptation adaptation) {
        this.year = year;
        this.track = track;
        this.adaptation = adaptation;
        this.training = Profiler.of(Flight.SCHEMA)
                .addAll(year.labelledAt(Replay.lookOnDay(FlightsLoop.FIRST_DAY), FlightsLoop.TRAINED_ON))
                .profile();
    }

    /** What is wrong. */
    enum Attack {
        NONE("none"),
        /** 5% of the labels are flipped, all year. */
        FLIPPED("5% all year"),
        /** 30% of the labels are flipped for an hour. */
        HOUR_FLIPPED("30% for an hour"),
        /** All labels of one carrier, a sixth of the flights, are flipped, all year. */
        SEGMENT_WRONG("one carrier"),
        /** One client sends 5,000 copies of a flight at once, each labelled wrongly at once. */
        FLOOD_OF_ONE("a flood");

        private final String description;

        Attack(String description) {
            this.description = description;
        }

        boolean flips(Flight flight, SplittableRandom random) {
            double draw = random.nextDouble();
            return switch (this) {
                case NONE, FLOOD_OF_ONE -> false;
                case FLIPPED -> draw < 0.05;
                case HOUR_FLIPPED ->
                    draw < 0.3
                            && !flight.arrived().isBefore(HOUR)
                            && flight.arrived().isBefore(HOUR.plus(Duration.ofHours(1)));
                case SEGMENT_WRONG -> SEGMENT.equals(flight.carrier());
            };
        }
    }

    /**
     * What came of it.
     *
     * @param flights how many were predicted
     * @param champion the champion's loss, in nats
     * @param adapted the loss of the answers
     * @param dayAfter the loss of the answers of the 24 hours after {@link #HOUR}
     * @param worstExcess the most by which the answers so far ever exceeded the champion's loss
     * @param mostMoved the most by which one label moved one of the probes, a probability
     */
    record Outcome(
            int flights, double champion, double adapted, double dayAfter, double worstExcess, double mostMoved) {}

    /** Lives through the track with an attack. */
    private final class Life {
        private final Attack attack;
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final Adapter<Flight> adapter = adaptation.adapter(Flight.SCHEMA, training);
        private final List<Integer> probes = new ArrayList<>();
        private final double[] before = new double[PROBES];
        private int arrival;
        private int flights;
        private double champion;
        private double adapted;
        private double dayAfter;
        private double worst = Double.NEGATIVE_INFINITY;
        private double mostMoved;
        private boolean flooded;

        Life(Attack attack) {
            this.attack = attack;
            for (int i = 0; probes.size() < PROBES; i += year.size() / (3 * PROBES)) {
                int at = i % year.size();
                if (!Double.isNaN(track.score(at))) {
                    probes.add(at);
                }
            }
        }

        Outcome live() {
            for (int i = 0; i < year.size(); i++) {
                double score = track.score(i);
                if (Double.isNaN(score)) {
                    continue;
                }
                Flight flight = year.flight(i);
                learn(flight.scheduled());
                if (attack == Attack.FLOOD_OF_ONE
                        && !flooded
                        && !flight.scheduled().isBefore(HOUR)) {
                    flood(flight, score);
                }
                answered(flight, score, adapter.predict(flight.id(), flight, score));
            }
            return new Outcome(flights, champion, adapted, dayAfter, worst, mostMoved);
        }

        private void answered(Flight flight, double score, double answer) {
            flights++;
            champion += loss(score, flight.late());
            double lost = loss(answer, flight.late());
            adapted += lost;
            worst = Math.max(worst, adapted - champion);
            Instant at = flight.scheduled();
            dayAfter += !at.isBefore(HOUR) && at.isBefore(HOUR.plus(Duration.ofDays(1))) ? lost : 0;
        }

        private void learn(Instant until) {
            while (arrival < year.size()) {
                int index = year.arrival(arrival);
                Flight flight = year.flight(index);
                if (flight.arrived().isAfter(until)) {
                    return;
                }
                if (!Double.isNaN(track.score(index))) {
                    label(flight.id(), flight.late() != attack.flips(flight, random));
                }
                arrival++;
            }
        }

        private void flood(Flight flight, double score) {
            flooded = true;
            for (int i = 0; i < FLOOD; i++) {
                adapter.predict(FIRST_CLIENT_ID + i, flight, score);
                label(FIRST_CLIENT_ID + i, !flight.late());
            }
        }

        private void label(long id, boolean label) {
            for (int i = 0; i < PROBES; i++) {
                before[i] = probe(i);
            }
            adapter.label(id, label);
            for (int i = 0; i < PROBES; i++) {
                mostMoved = Math.max(mostMoved, Math.abs(probe(i) - before[i]));
            }
        }

        private double probe(int i) {
            int flight = probes.get(i);
            return adapter.score(year.flight(flight), track.score(flight));
        }
    }

    private static double loss(double probability, boolean label) {
        return -Math.log(Math.max(1e-12, label ? probability : 1 - probability));
    }

    Outcome live(Attack attack) {
        return new Life(attack).live();
    }

    /**
     * Prints the table.
     *
     * @param args the bound on corrections, see {@link Adaptation#correctingAtMost}; none for the standard's
     * @throws IOException if the flights cannot be read
     */
    public static void main(String[] args) throws IOException {
        Adaptation adaptation = Adaptation.standard();
        if (args.length == 1) {
            adaptation = adaptation.correctingAtMost(Double.parseDouble(args[0]));
        } else if (args.length > 1) {
            System.err.println("usage: ./examples/wrong-labels [the most that answers are corrected, in log odds]");
            System.exit(2);
            return;
        }
        Path trained = Files.createTempDirectory("trained");
        Year year = Year.read();
        TextTable table = new TextTable(
                "track",
                "what is wrong",
                "champion",
                "adapted",
                "cost, nats",
                "day after",
                "at worst",
                "one label moves");
        for (Track track : List.of(
                AdaptationDelays.track(year, trained, "never", Optional.empty()),
                AdaptationDelays.track(year, trained, "Leeway", Optional.of(FlightsExample.policy())))) {
            WrongLabels labels = new WrongLabels(year, track, adaptation);
            Outcome none = labels.live(Attack.NONE);
            for (Attack attack : Attack.values()) {
                Outcome outcome = attack == Attack.NONE ? none : labels.live(attack);
                table.row(
                        track.name(),
                        attack.description,
                        String.format(Locale.ROOT, "%.4f", outcome.champion / outcome.flights),
                        String.format(Locale.ROOT, "%.4f", outcome.adapted / outcome.flights),
                        String.format(Locale.ROOT, "%,.0f", outcome.adapted - none.adapted),
                        String.format(Locale.ROOT, "%,.1f", outcome.dayAfter - none.dayAfter),
                        String.format(Locale.ROOT, "%,.0f", outcome.worstExcess),
                        String.format(Locale.ROOT, "%.3f", outcome.mostMoved));
            }
        }
        System.out.println(table);
    }
}

package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Lives through a track's flights once more with an adaptation on top of its scores, each label coming later by some days. */
final class DelayedLabels {

    private final Year year;
    private final Track track;
    private final Profile training;

    DelayedLabels(Year year, Track track) {
        this.year = year;
        this.track = track;
        // Of the first champion's training, as a service would have it; later trainings do not change how rows are
        // standardised.
        this.training = Profiler.of(Flight.SCHEMA)
                .addAll(year.labelledAt(Replay.lookOnDay(FlightsLoop.FIRST_DAY), FlightsLoop.TRAINED_ON))
                .profile();
    }

    /** What happens to an adaptation when another champion takes over. */
    enum Takeover {
        /** The experts are translated: {@link Adapter#championChanged}. */
        TRANSLATED,
        /** The experts carry on as if nothing had happened. */
        CARRIED,
        /** A new adaptation begins, which has learnt from the last 20,000 labels, with the new champion's scores. */
        REFITTED,
        /** A new adaptation begins with nothing. */
        ANEW
    }

    /**
     * What came of it.
     *
     * @param standing of the last adapter, after the last label
     * @param adapted the mean log loss of all answers
     * @param meanExcess the mean of the answers, less that of the labels
     * @param losses that of each answer; NaN where there was none
     * @param worstExcess the most nats by which the answers so far ever exceeded the champion's loss
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(
            AdaptationStanding standing, double adapted, double meanExcess, double worstExcess, double[] losses) {
        double champion() {
            return standing.champion().loss() / standing.labels();
        }

        double best() {
            return standing.best().loss() / standing.labels();
        }
    }

    /** Each flight is predicted at its departure; of the labels, only those are known then that arrived the delay before. */
    Outcome adapt(Adaptation adaptation, Duration delay) {
        return adapt(adaptation, flight -> flight.arrived().plus(delay), Takeover.TRANSLATED);
    }

    /** Each flight is predicted at its departure; of the labels, only those are known then whose moment has come. */
    Outcome adapt(Adaptation adaptation, Function<Flight, Instant> known, Takeover takeover) {
        return adapt(adaptation, known, takeover, 1);
    }

    /** As {@link #adapt(Adaptation, Function, Takeover)}, with labels that weigh up to {@code mostWeight}, see {@link DelayImportance}. */
    Outcome adapt(Adaptation adaptation, Function<Flight, Instant> known, Takeover takeover, double mostWeight) {
        return new Run(adaptation, known, takeover, mostWeight).live();
    }

    /** One life. */
    private final class Run {
        private final Adaptation adaptation;
        private final Takeover takeover;
        private final Instant[] known;
        private final int[] order;
        private final int[] madeBy;
        private Adapter<Flight> adapter;
        private int adapters;
        private int told;
        private double worst = Double.NEGATIVE_INFINITY;

        private final DelayImportance importance;

        Run(Adaptation adaptation, Function<Flight, Instant> moment, Takeover takeover, double mostWeight) {
            this.importance = new DelayImportance(year, Replay.lookOnDay(FlightsLoop.FIRST_DAY), mostWeight);
            this.adaptation = adaptation;
            this.takeover = takeover;
            this.known = IntStream.range(0, year.size())
                    .mapToObj(i -> moment.apply(year.flight(i)))
                    .toArray(Instant[]::new);
            // Labels of the same moment come in the order of their arrival.
            this.order = IntStream.range(0, year.size())
                    .map(year::arrival)
                    .boxed()
                    .sorted(Comparator.comparing(i -> known[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.madeBy = new int[year.size()];
            this.adapter = adaptation.adapter(Flight.SCHEMA, training);
        }

        Outcome live() {
            double loss = 0;
            double excess = 0;
            int rows = 0;
            double[] losses = new double[year.size()];
            Arrays.fill(losses, Double.NaN);
            List<Track.Change> changes = track.changes();
            int next = 0;
            for (int i = 0; i < year.size(); i++) {
                if (Double.isNaN(track.score(i))) {
                    continue;
                }
                Flight flight = year.flight(i);
                tell(flight.scheduled());
                if (next < changes.size() && changes.get(next).first() <= i) {
                    change(changes.get(next++));
                }
                if (i % 100 == 0) {
                    worst = Math.max(worst, adapter.standing().excess());
                }
                madeBy[i] = adapters;
                double answer = adapter.predict(flight.id(), flight, track.score(i));
                losses[i] = year.logLoss(i, answer);
                loss += losses[i];
                excess += answer - (flight.late() ? 1 : 0);
                rows++;
            }
            tell(Instant.MAX);
            AdaptationStanding end = adapter.standing();
            return new Outcome(end, loss / rows, excess / rows, Math.max(worst, end.excess()), losses);
        }

        /** Labels of flights that an adapter predicted that is gone are lost. */
        private void tell(Instant until) {
            while (told < order.length && !known[order[told]].isAfter(until)) {
                int index = order[told++];
                if (madeBy[index] == adapters && !Double.isNaN(track.score(index))) {
                    Flight flight = year.flight(index);
                    adapter.label(flight.id(), flight.late());
                    for (int copies = importance.copies(flight); copies > 0; copies--) {
                        long copy = importance.id();
                        adapter.predict(copy, flight, track.score(index));
                        adapter.label(copy, flight.late());
                    }
                }
            }
        }

        private void change(Track.Change change) {
            switch (takeover) {
                case TRANSLATED -> {
                    int from = Math.max(change.from(), change.first() - FlightsLoop.TRANSLATED_BY);
                    adapter.championChanged(
                            IntStream.range(from, change.first())
                                    .mapToObj(year::flight)
                                    .toList(),
                            flight -> track.score((int) flight.id() - 1),
                            flight -> change.score((int) flight.id() - 1));
                }
                case CARRIED -> {}
                case ANEW -> begin();
                case REFITTED -> {
                    begin();
                    Instant now = year.flight(change.first()).scheduled();
                    for (int index : order) {
                        boolean scored = index >= change.from() && index < change.first();
                        if (scored && !known[index].isAfter(now)) {
                            Flight flight = year.flight(index);
                            adapter.predict(flight.id(), flight, change.score(index));
                            adapter.label(flight.id(), flight.late());
                        }
                    }
                }
            }
        }

        private void begin() {
            adapter = adaptation.adapter(Flight.SCHEMA, training);
            adapters++;
        }
    }
}

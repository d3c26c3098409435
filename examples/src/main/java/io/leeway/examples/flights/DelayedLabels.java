package io.leeway.examples.flights;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import java.time.Duration;
import java.time.Instant;

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

    /**
     * What came of it.
     *
     * @param standing after the last label
     * @param worstExcess the most nats by which the answers so far ever exceeded the champion's loss
     */
    record Outcome(AdaptationStanding standing, double worstExcess) {
        double champion() {
            return standing.champion().logLoss() / standing.labels();
        }

        double best() {
            return standing.best().logLoss() / standing.labels();
        }

        double adapted() {
            return standing.logLoss() / standing.labels();
        }
    }

    /** Each flight is predicted at its departure; of the labels, only those are known then that arrived the delay before. */
    Outcome adapt(Adaptation adaptation, Duration delay) {
        Adapter<Flight> adapter = adaptation.adapter(Flight.SCHEMA, training);
        int arrival = 0;
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < year.size(); i++) {
            if (Double.isNaN(track.score(i))) {
                continue;
            }
            Flight flight = year.flight(i);
            arrival = tell(adapter, arrival, flight.scheduled().minus(delay));
            if (i % 100 == 0) {
                worst = Math.max(worst, adapter.standing().excess());
            }
            adapter.predict(flight.id(), flight, track.score(i));
        }
        tell(adapter, arrival, Instant.MAX);
        AdaptationStanding end = adapter.standing();
        return new Outcome(end, Math.max(worst, end.excess()));
    }

    private int tell(Adapter<Flight> adapter, int from, Instant until) {
        int arrival = from;
        while (arrival < year.size()) {
            int index = year.arrival(arrival);
            Flight flight = year.flight(index);
            if (flight.arrived().isAfter(until)) {
                break;
            }
            if (!Double.isNaN(track.score(index))) {
                adapter.label(flight.id(), flight.late());
            }
            arrival++;
        }
        return arrival;
    }
}

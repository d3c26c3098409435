package io.leeway.examples.flights;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.TrustHistory;
import io.leeway.monitoring.report.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one way of retraining did in the year: what it predicted for each flight, and what happened to its model. */
final class Track {

    private final String name;
    private final double[] scores;
    private final List<Event> events = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<TrustHistory.Moment> trust = new ArrayList<>();
    private int trainings;

    /**
     * Another champion took over.
     *
     * @param first the place of the first flight that it predicted
     * @param scores what it would have said of the flights before, the last at the end
     */
    record Change(int first, double[] scores) {

        /** Its score of a flight before. */
        double score(int index) {
            return scores[index - first + scores.length];
        }

        /** The place of the first flight that it has a score of. */
        int from() {
            return first - scores.length;
        }
    }

    Track(String name, int flights) {
        this.name = name;
        this.scores = new double[flights];
        java.util.Arrays.fill(scores, Double.NaN);
    }

    String name() {
        return name;
    }

    void predicted(int index, double score) {
        scores[index] = score;
    }

    /** The score of a flight, {@code NaN} where it was not predicted. */
    double score(int index) {
        return scores[index];
    }

    void trained() {
        trainings++;
    }

    /** Trainings, the first champion's included. */
    int trainings() {
        return trainings;
    }

    void trusted(Instant at, AdaptationStanding standing) {
        trust.add(TrustHistory.Moment.of(at, standing));
    }

    /** One entry a look; none without an adaptation. */
    TrustHistory trust() {
        return new TrustHistory(trust);
    }

    void changed(Change change) {
        changes.add(change);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    void happened(Event event) {
        events.add(event);
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}

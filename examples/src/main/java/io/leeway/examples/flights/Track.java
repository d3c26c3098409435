package io.leeway.examples.flights;

import io.leeway.monitoring.report.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one way of retraining did in the year: what it predicted for each flight, and what happened to its model. */
final class Track {

    private final String name;
    private final double[] scores;
    private final List<Event> events = new ArrayList<>();
    private final List<Instant> promotions = new ArrayList<>();
    private int trainings;

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

    void promoted(Instant at) {
        promotions.add(at);
    }

    List<Instant> promotions() {
        return List.copyOf(promotions);
    }

    void happened(Event event) {
        events.add(event);
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}

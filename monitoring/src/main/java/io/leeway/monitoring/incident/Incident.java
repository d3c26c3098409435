package io.leeway.monitoring.incident;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something that is or was wrong with a model or its data, from the first finding to its end: an immutable value, which {@link IncidentRules} replaces by
 * another with each window.
 *
 * @param monitor the monitor's name
 * @param number counted from 1 within the monitor
 * @param state whether it is over
 * @param severity the highest that it had
 * @param since when what is wrong began, as far as that is known
 * @param opened the end of the window with the first finding
 * @param openedWindow the number of that window; of the window that reopened it, if one did
 * @param seen the end of the newest window with a finding
 * @param closed when it was closed; empty while it is open
 * @param quietWindows windows without a finding since, among those that could be judged
 * @param windows windows with a finding
 * @param rows rows of these windows
 * @param symptoms the symptoms that it had, in the order in which they were found
 * @param sentence what is wrong, since when, what it costs, and how many rows have it
 * @param advice what to do
 * @param acknowledgement who takes care of it
 * @param reminders how often it was told again
 * @param nextReminder when it is told again, unless it is closed or acknowledged
 * @param events what happened to it: of more than {@link #MOST_EVENTS} the first eight and the newest
 * @param omittedEvents events that are no longer kept
 */
public record Incident(
        String monitor,
        long number,
        State state,
        Severity severity,
        Instant since,
        Instant opened,
        long openedWindow,
        Instant seen,
        Optional<Instant> closed,
        int quietWindows,
        long windows,
        long rows,
        List<Found> symptoms,
        String sentence,
        String advice,
        Optional<Acknowledgement> acknowledgement,
        int reminders,
        Instant nextReminder,
        List<IncidentEvent> events,
        long omittedEvents) {

    /** Those that are open first, then the most severe, then the dearest by {@link #price}, then the newest. */
    public static final Comparator<Incident> BY_IMPORTANCE = Comparator.comparing(Incident::state)
            .thenComparing(Incident::severity, Comparator.reverseOrder())
            .thenComparing(
                    incident -> incident.price().map(Price::rise).orElse(Double.NEGATIVE_INFINITY),
                    Comparator.reverseOrder())
            .thenComparing(Incident::number, Comparator.reverseOrder());

    /** The number of events of an incident that are kept: {@value}. */
    public static final int MOST_EVENTS = 64;

    /**
     * A symptom of an incident.
     *
     * @param symptom its newest finding
     * @param firstWindow the number of the window in which it was found first
     * @param newestWindow the number of the newest window in which it was found
     */
    public record Found(Symptom symptom, long firstWindow, long newestWindow) {}

    /** Whether an incident is over. */
    public enum State {
        /** It goes on. */
        OPEN,
        /** It is over. */
        CLOSED
    }

    /**
     * Copies the lists.
     *
     * @param monitor see the record
     * @param number see the record
     * @param state see the record
     * @param severity see the record
     * @param since see the record
     * @param opened see the record
     * @param openedWindow see the record
     * @param seen see the record
     * @param closed see the record
     * @param quietWindows see the record
     * @param windows see the record
     * @param rows see the record
     * @param symptoms see the record
     * @param sentence see the record
     * @param advice see the record
     * @param acknowledgement see the record
     * @param reminders see the record
     * @param nextReminder see the record
     * @param events see the record
     * @param omittedEvents see the record
     */
    public Incident {
        symptoms = List.copyOf(symptoms);
        events = List.copyOf(events);
    }

    /**
     * Returns what identifies the incident, to people too.
     *
     * @return the monitor's name and the number: {@code "flights-17"}
     */
    public String id() {
        return monitor + "-" + number;
    }

    /**
     * Returns whether it goes on.
     *
     * @return true until it is closed
     */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Returns what it costs the model.
     *
     * @return the highest of the newest prices of its symptoms; empty if none has a price
     */
    public Optional<Price> price() {
        return symptoms.stream()
                .flatMap(each -> each.symptom().price().stream())
                .max(Comparator.comparingDouble(Price::rise));
    }

    /**
     * Returns the lines that show what is wrong.
     *
     * @return the evidence of all symptoms
     */
    public List<String> evidence() {
        return symptoms.stream()
                .flatMap(each -> each.symptom().evidence().stream())
                .toList();
    }

    /** Returns the sentence, and that it is over if it is. */
    @Override
    public String toString() {
        return isOpen() ? sentence : "over: " + sentence;
    }
}

package io.leeway.monitoring.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * An event at a point in time: a vertical line on a {@link TimeChart}, or an entry in a list of events.
 *
 * @param at when it happened
 * @param kind the kind of event
 * @param label a few words, shown beside the line on a chart: {@code "v7 promoted"}
 * @param sentence why, in a sentence or two; may be empty
 */
public record Event(Instant at, EventKind kind, String label, String sentence) {
    /** By time, then by everything else, so that the order in which events are added has no effect. */
    static final Comparator<Event> ORDER = Comparator.comparing(Event::at)
            .thenComparing(Event::kind)
            .thenComparing(Event::label)
            .thenComparing(Event::sentence);

    /**
     * Creates an event.
     *
     * @param at when it happened
     * @param kind the kind of event
     * @param label a few words
     * @param sentence why; may be empty
     */
    public Event {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(sentence, "sentence");
    }

    /**
     * Returns an event without a sentence.
     *
     * @param at when it happened
     * @param kind the kind of event
     * @param label a few words
     * @return the event
     */
    public static Event of(Instant at, EventKind kind, String label) {
        return new Event(at, kind, label, "");
    }
}

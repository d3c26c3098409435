package io.leeway.monitoring.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * Something that happened at one moment: a vertical line on a {@link TimeChart}, an entry in a list of what happened.
 *
 * @param at when it happened
 * @param kind what sort of thing it was
 * @param label a few words, shown beside the line on a chart: {@code "v7 promoted"}
 * @param sentence why, in a sentence or two; may be empty
 */
public record Event(Instant at, EventKind kind, String label, String sentence) {
    /** By time, then by everything else: the order in which events were given changes nothing. */
    static final Comparator<Event> ORDER = Comparator.comparing(Event::at)
            .thenComparing(Event::kind)
            .thenComparing(Event::label)
            .thenComparing(Event::sentence);

    /**
     * Checks that nothing is null.
     *
     * @param at when it happened
     * @param kind what sort of thing it was
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
     * An event without a sentence.
     *
     * @param at when it happened
     * @param kind what sort of thing it was
     * @param label a few words
     * @return the event
     */
    public static Event of(Instant at, EventKind kind, String label) {
        return new Event(at, kind, label, "");
    }
}

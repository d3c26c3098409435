package io.leeway.monitoring.incident;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened to an incident.
 *
 * @param incident the {@linkplain Incident#id() id} of the incident
 * @param number counted from 1 within the incident; with {@code incident} it identifies the event, also when it is told again after a crash
 * @param type what happened
 * @param at the end of the window that it follows from, or when it was acknowledged
 * @param window the number of the newest window then
 * @param severity the severity of the incident from then on
 * @param sentence what happened, in a sentence
 */
public record IncidentEvent(
        String incident, long number, Type type, Instant at, long window, Severity severity, String sentence) {

    /** What happened to an incident. */
    public enum Type {
        /** A first finding opened it. */
        OPENED,
        /** Further findings have the same cause. */
        JOINED,
        /** It matters more than before. */
        ESCALATED,
        /** It has been open for long, and nobody has acknowledged it. */
        REMINDED,
        /** Somebody takes care of it. */
        ACKNOWLEDGED,
        /** It is over. */
        CLOSED,
        /** A symptom came back soon after it was closed. */
        REOPENED
    }

    /**
     * Creates an event.
     *
     * @param incident see the record
     * @param number see the record
     * @param type see the record
     * @param at see the record
     * @param window see the record
     * @param severity see the record
     * @param sentence see the record
     */
    public IncidentEvent {
        Objects.requireNonNull(incident, "incident");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(sentence, "sentence");
    }

    /** Returns the event in one line. */
    @Override
    public String toString() {
        return at + " " + incident + " " + type + ": " + sentence;
    }
}

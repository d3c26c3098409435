package io.leeway.monitoring.incident;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is told of incidents at once: what a window means for one incident, or a summary of what was held back.
 *
 * @param incidents the incidents as they are now, at least one
 * @param events what happened to them that was not told before, the oldest first
 * @param held whether it was held back for some time, for example in quiet hours
 */
public record IncidentNotice(List<Incident> incidents, List<IncidentEvent> events, boolean held) {
    /**
     * Copies the lists.
     *
     * @param incidents see the record
     * @param events see the record
     * @param held see the record
     * @throws IllegalArgumentException if there is no incident or no event
     */
    public IncidentNotice {
        incidents = List.copyOf(incidents);
        events = List.copyOf(events);
        if (incidents.isEmpty() || events.isEmpty()) {
            throw new IllegalArgumentException(
                    "a notice of " + incidents.size() + " incidents and " + events.size() + " events says nothing");
        }
    }

    /**
     * Returns how much it matters.
     *
     * @return the severity of the most severe incident that is open, or the lowest if all are closed
     */
    public Severity severity() {
        return incidents.stream()
                .filter(Incident::isOpen)
                .map(Incident::severity)
                .max(Severity::compareTo)
                .orElse(Severity.NOTICE);
    }

    /**
     * Returns a headline.
     *
     * @return a line: of one incident its severity, id and newest event, of several how many they are
     */
    public String title() {
        if (incidents.size() > 1) {
            return incidents.size() + " incidents of "
                    + incidents.stream().map(Incident::monitor).distinct().collect(Collectors.joining(", "));
        }
        Incident incident = incidents.get(0);
        return (incident.isOpen() ? incident.severity() : incident.state()) + " " + incident.id();
    }

    /**
     * Returns what happened.
     *
     * @return of one incident the sentences of its events, of several the sentence of each; a line each
     */
    public String text() {
        if (incidents.size() == 1) {
            return events.stream().map(IncidentEvent::sentence).collect(Collectors.joining("\n"));
        }
        return incidents.stream()
                .map(each ->
                        (each.isOpen() ? each.severity() : each.state()) + " " + each.id() + ": " + each.sentence())
                .collect(Collectors.joining("\n"));
    }

    /** Returns the title and the text. */
    @Override
    public String toString() {
        return title() + ": " + text();
    }
}

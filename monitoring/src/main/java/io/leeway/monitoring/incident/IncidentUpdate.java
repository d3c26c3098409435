package io.leeway.monitoring.incident;

import java.util.List;

/**
 * What follows from a window.
 *
 * @param incidents the incidents from now on: all that are open, and the newest of those that are closed, in the order of their numbers
 * @param events what is new, in the order in which it is to be told
 */
public record IncidentUpdate(List<Incident> incidents, List<IncidentEvent> events) {
    /**
     * Copies the lists.
     *
     * @param incidents see the record
     * @param events see the record
     */
    public IncidentUpdate {
        incidents = List.copyOf(incidents);
        events = List.copyOf(events);
    }
}

package io.leeway.monitoring.incident;

import java.time.Instant;

/**
 * Who takes care of an incident.
 *
 * @param who a person or team
 * @param note what they say; may be empty
 * @param at when they said so
 */
public record Acknowledgement(String who, String note, Instant at) {
    /**
     * Creates an acknowledgement.
     *
     * @param who see the record
     * @param note see the record
     * @param at see the record
     * @throws IllegalArgumentException if {@code who} is blank
     */
    public Acknowledgement {
        if (who.isBlank()) {
            throw new IllegalArgumentException("an incident is acknowledged by nobody; give a person or a team");
        }
    }
}

package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentNotice;

/** The form in which a webhook sends a notice: JSON, of at most 20,000 characters beside names. */
public enum MessageForm {
    /**
     * All that is known, for programs: {@code title}, {@code text}, {@code severity}, {@code held}, {@code events} (incident, number, type, at, window, severity, sentence)
     * and {@code incidents} (id, monitor, state, severity, since, opened, seen, closed, rows, windows, sentence, advice, evidence, acknowledgedBy).
     */
    JSON {
        @Override
        String write(IncidentNotice notice) {
            return Messages.json(notice);
        }
    },
    /** A message for an incoming webhook of Slack: a text for notifications, and blocks. */
    SLACK {
        @Override
        String write(IncidentNotice notice) {
            return Messages.slack(notice);
        }
    },
    /** A message for a workflow of Microsoft Teams that posts cards: an Adaptive Card of version 1.4. */
    TEAMS {
        @Override
        String write(IncidentNotice notice) {
            return Messages.teams(notice);
        }
    };

    abstract String write(IncidentNotice notice);
}

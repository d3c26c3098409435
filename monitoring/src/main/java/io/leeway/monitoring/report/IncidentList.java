package io.leeway.monitoring.report;

import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.Severity;
import java.util.List;
import java.util.Locale;

/** Incidents: those that are open and most severe first, then the newest first. */
final class IncidentList implements Block {
    private final List<Incident> incidents;

    IncidentList(List<Incident> incidents) {
        this.incidents = incidents.stream().sorted(Incident.BY_IMPORTANCE).toList();
    }

    @Override
    public void render(Page page) {
        Html html = page.html();
        if (incidents.isEmpty()) {
            html.line("p", "No incidents.", "class", "prose");
            return;
        }
        html.element("ol", "class", "events");
        for (Incident incident : incidents) {
            EventKind kind = !incident.isOpen()
                    ? EventKind.NOTE
                    : incident.severity() == Severity.NOTICE ? EventKind.HELD : EventKind.ALARM;
            String word = incident.isOpen() ? incident.severity().name().toLowerCase(Locale.ROOT) : "over";
            html.element("li", "class", "event " + kind.id(), "data-kind", word);
            html.line(
                    "time",
                    page.day(incident.since()),
                    "datetime",
                    incident.since().toString());
            html.element("div").element("p", "class", "what");
            html.line("span", word, "class", "badge " + kind.id());
            html.raw(" ").line("strong", incident.id()).end();
            html.line("p", incident.sentence(), "class", "why");
            if (incident.isOpen()) {
                html.line("p", "What to do: " + incident.advice(), "class", "why");
            }
            incident.acknowledgement()
                    .ifPresent(by -> html.line(
                            "p",
                            "Taken care of by " + by.who() + (by.note().isBlank() ? "" : ": " + by.note()),
                            "class",
                            "why"));
            for (String line : incident.evidence()) {
                html.line("p", line, "class", "why");
            }
            html.end().end();
        }
        html.end();
    }
}

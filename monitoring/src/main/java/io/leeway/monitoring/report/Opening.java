package io.leeway.monitoring.report;

import io.leeway.monitoring.Alert;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What matters, before all else: what is wrong now, what it costs, what was done and what to do; or that nothing is wrong, and how long ago that was looked at. */
record Opening(List<Incident> incidents, MonitoringSnapshot newest, List<Event> done) implements Block {
    private static final int MOST = 5;
    private static final int MOST_DONE = 4;

    @Override
    public void render(Page page) {
        List<Incident> open = incidents.stream()
                .filter(Incident::isOpen)
                .sorted(Incident.BY_IMPORTANCE)
                .toList();
        Html html = page.html();
        html.element("div", "class", "now " + (open.isEmpty() ? "calm" : "open"));
        html.line("h2", headline(open), "class", "state", "id", "now-heading");
        html.line("p", looked(page), "class", "prose");
        open.stream().limit(MOST).forEach(each -> render(page, each));
        if (open.size() > MOST) {
            html.line("p", (open.size() - MOST) + " more are in the list of incidents.", "class", "prose");
        }
        html.line("p", over(page), "class", "prose");
        html.end();
    }

    private static String headline(List<Incident> open) {
        return open.isEmpty()
                ? "Nothing is wrong: no incident is open"
                : open.size() == 1 ? "1 incident is open" : open.size() + " incidents are open, the dearest first";
    }

    /** When somebody looked, at how much, and what is different without mattering. */
    private String looked(Page page) {
        long judged =
                newest.drift().map(DriftReport::features).orElse(List.of()).size();
        String harmless = newest.notes().stream().map(Alert::subject).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "The newest window, number %d of %s, is from %s to %s: %,d rows, %d features compared, %d %s.%s",
                newest.number(),
                newest.monitor(),
                page.moment(newest.from()),
                page.moment(newest.to()),
                newest.rows(),
                judged,
                newest.alerts().size(),
                newest.alerts().size() == 1 ? "alert" : "alerts",
                harmless.isEmpty() ? "" : " Drifted at no cost, in grey below: " + harmless + ".");
    }

    private String over(Page page) {
        List<Incident> closed = incidents.stream()
                .filter(each -> !each.isOpen())
                .sorted(Incident.BY_IMPORTANCE)
                .toList();
        return closed.isEmpty()
                ? "No incident was closed before."
                : closed.size() + (closed.size() == 1 ? " incident is over" : " incidents are over")
                        + ", the last since "
                        + page.day(closed.stream()
                                .flatMap(each -> each.closed().stream())
                                .reduce((one, other) -> one.isAfter(other) ? one : other)
                                .orElseThrow())
                        + ".";
    }

    private void render(Page page, Incident incident) {
        Html html = page.html();
        String severity = incident.severity().name().toLowerCase(Locale.ROOT);
        html.element("article", "class", "incident " + severity).element("header");
        html.line("span", severity, "class", "badge " + severity).raw(" ").line("strong", incident.id());
        html.line("span", cost(incident), "class", "cost").end();
        html.line("p", incident.sentence(), "class", "said").element("dl");
        html.line("dt", "What to do").line("dd", incident.advice(), "class", "do");
        html.line("dt", "What was done").element("dd");
        done(page, incident).forEach(each -> html.line("p", each));
        html.end().line("dt", "Since");
        html.line(
                "dd",
                page.moment(incident.since()) + ", found in " + incident.windows()
                        + (incident.windows() == 1 ? " window" : " windows") + ", last in the one up to "
                        + page.moment(incident.seen()));
        html.end();
        if (!incident.evidence().isEmpty()) {
            html.element("details").line("summary", "Evidence");
            incident.evidence().forEach(line -> html.line("p", line));
            html.end();
        }
        html.end();
    }

    private static String cost(Incident incident) {
        if (incident.price().isEmpty()) {
            return incident.severity() == Severity.CRITICAL
                    ? "measured: beyond its limit"
                    : "no price: the monitor has no model to score by";
        }
        String percent =
                String.format(Locale.ROOT, "%.1f", 100 * incident.price().get().rise());
        return Double.parseDouble(percent) == 0
                ? "costs the model nothing"
                : "expected loss up to " + percent + "% higher";
    }

    private List<String> done(Page page, Incident incident) {
        List<String> lines = new ArrayList<>();
        incident.acknowledgement()
                .ifPresent(by -> lines.add(page.moment(by.at()) + ": taken care of by " + by.who()
                        + (by.note().isBlank() ? "" : ": " + by.note())));
        List<Event> since = done.stream()
                .filter(event -> !event.at().isBefore(incident.since()))
                .sorted(Event.ORDER.reversed())
                .toList();
        since.stream()
                .limit(MOST_DONE)
                .forEach(event -> lines.add(page.moment(event.at()) + ": "
                        + event.kind().word().toLowerCase(Locale.ROOT) + " " + event.label()));
        if (since.size() > MOST_DONE) {
            lines.add("and " + (since.size() - MOST_DONE) + " more since it began");
        }
        return lines.isEmpty() ? List.of("nothing yet: nobody takes care of it") : lines;
    }
}

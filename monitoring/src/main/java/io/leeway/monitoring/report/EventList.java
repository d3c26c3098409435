package io.leeway.monitoring.report;

import java.util.List;

/** What happened, in order, each with its reason. */
final class EventList implements Block {
    private final List<Event> events;

    EventList(List<Event> events) {
        this.events = events.stream().sorted(Event.ORDER).toList();
    }

    @Override
    public void render(Page page) {
        Html html = page.html();
        html.element("ol", "class", "events");
        for (Event event : events) {
            html.element(
                    "li",
                    "class",
                    "event " + event.kind().id(),
                    "data-kind",
                    event.kind().word());
            html.line("time", page.day(event.at()), "datetime", event.at().toString());
            html.element("div").element("p", "class", "what");
            html.line(
                    "span",
                    event.kind().word(),
                    "class",
                    "badge " + event.kind().id());
            html.raw(" ").line("strong", event.label()).end();
            if (!event.sentence().isEmpty()) {
                html.line("p", event.sentence(), "class", "why");
            }
            html.end().end();
        }
        html.end();
    }
}

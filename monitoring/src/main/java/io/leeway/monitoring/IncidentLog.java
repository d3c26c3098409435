package io.leeway.monitoring;

import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.IncidentUpdate;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.incident.WindowFindings;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps the incidents of a monitor and tells of them. Changed under the lock of the monitor's work only; read by anyone. */
final class IncidentLog {
    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final String monitor;
    private final IncidentRules given;
    private final List<Consumer<? super Incident>> listeners;
    private final List<IncidentSink> sinks;
    private final Totals totals;
    private IncidentRules rules;
    private List<Set<String>> related = List.of();
    private volatile List<Incident> incidents = List.of();

    IncidentLog(MonitorOptions<?> options, Totals totals) {
        this.monitor = options.name;
        this.given = options.incidentRules;
        this.rules = given;
        this.listeners = List.copyOf(options.incidentListeners);
        this.sinks = List.copyOf(options.sinks);
        this.totals = totals;
    }

    List<Incident> incidents() {
        return incidents;
    }

    void restore(List<Incident> before) {
        incidents = List.copyOf(before);
    }

    List<IncidentSink> sinks() {
        return sinks;
    }

    long open(Severity severity) {
        return incidents.stream()
                .filter(each -> each.isOpen() && each.severity() == severity)
                .count();
    }

    /** Moves on by a window, whose reference says which features belong together. */
    void observe(WindowFindings found, List<Set<String>> correlated) {
        if (related != correlated) {
            related = correlated;
            rules = given;
            for (Set<String> each : correlated) {
                rules = rules.related(each.toArray(String[]::new));
            }
        }
        take(rules.next(incidents, found));
    }

    void acknowledge(String id, Acknowledgement by, long window) {
        take(rules.acknowledge(incidents, id, by, window));
    }

    private void take(IncidentUpdate update) {
        incidents = update.incidents();
        update.events().forEach(event -> totals.events(event.type()).incrementAndGet());
        for (Incident incident : update.incidents()) {
            List<IncidentEvent> news = update.events().stream()
                    .filter(event -> event.incident().equals(incident.id()))
                    .toList();
            if (!news.isEmpty()) {
                IncidentNotice notice = new IncidentNotice(List.of(incident), news, false);
                listeners.forEach(listener -> tell("a listener", () -> listener.accept(incident), notice));
                sinks.forEach(sink -> tell("sink \"" + sink.name() + "\"", () -> sink.tell(notice), notice));
            }
        }
    }

    private void tell(String whom, Runnable telling, IncidentNotice notice) {
        try {
            telling.run();
        } catch (RuntimeException e) {
            totals.listenerFailures.incrementAndGet();
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    whom + " of monitor \"" + monitor + "\" failed on " + notice.title(),
                    e);
        }
    }
}

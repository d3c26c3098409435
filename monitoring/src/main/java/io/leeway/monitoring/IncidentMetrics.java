package io.leeway.monitoring;

import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.incident.SinkCounts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The meters of incidents and of the sinks that are told of them. */
final class IncidentMetrics {
    private final MonitoringMetrics metrics;
    private final List<IncidentSink> sinks;
    private final Tags tags;

    IncidentMetrics(MonitoringMetrics metrics, List<IncidentSink> sinks, Tags tags) {
        this.metrics = metrics;
        this.sinks = sinks;
        this.tags = tags;
    }

    void bindTo(MeterRegistry registry) {
        for (Severity severity : Severity.values()) {
            metrics.gauge(
                    registry,
                    MonitoringMetrics.INCIDENTS_OPEN,
                    "",
                    tags.and("severity", word(severity)),
                    "Incidents that are open",
                    m -> m.incidentLog().open(severity));
        }
        for (IncidentEvent.Type type : IncidentEvent.Type.values()) {
            metrics.counter(
                    registry,
                    MonitoringMetrics.INCIDENT_EVENTS,
                    "events",
                    tags.and("type", word(type)),
                    "Events of incidents",
                    m -> m.totals().events(type).get());
        }
        Set<String> names = new HashSet<>();
        for (IncidentSink sink : sinks) {
            String name = sink.name();
            for (int i = 2; !names.add(name); i++) {
                name = sink.name() + "-" + i;
            }
            Tags own = tags.and("sink", name);
            notices(registry, sink, own, "delivered", SinkCounts::delivered);
            notices(registry, sink, own, "failed", SinkCounts::failed);
            notices(registry, sink, own, "dropped", SinkCounts::dropped);
            metrics.gauge(
                    registry,
                    MonitoringMetrics.NOTICES_WAITING,
                    "notices",
                    own,
                    "Notices that wait in a sink",
                    m -> sink.counts().waiting());
        }
    }

    private void notices(
            MeterRegistry registry, IncidentSink sink, Tags own, String outcome, ToLongFunction<SinkCounts> count) {
        metrics.counter(
                registry,
                MonitoringMetrics.NOTICES,
                "notices",
                own.and("outcome", outcome),
                "Notices of incidents by what became of them",
                m -> count.applyAsLong(sink.counts()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.incident.SinkCounts;
import java.util.Objects;

/** Passes on what is severe enough. */
final class SevereSink implements IncidentSink {
    private final Severity least;
    private final IncidentSink to;

    SevereSink(Severity least, IncidentSink to) {
        this.least = Objects.requireNonNull(least, "least");
        this.to = Objects.requireNonNull(to, "to");
    }

    @Override
    public void tell(IncidentNotice notice) {
        // By the severity of the incident: whoever was told of its begin is told of its end.
        if (notice.incidents().stream().anyMatch(each -> each.severity().compareTo(least) >= 0)) {
            to.tell(notice);
        }
    }

    @Override
    public String name() {
        return to.name();
    }

    @Override
    public SinkCounts counts() {
        return to.counts();
    }

    @Override
    public void close() {
        to.close();
    }
}

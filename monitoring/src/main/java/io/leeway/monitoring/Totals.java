package io.leeway.monitoring;

import io.leeway.monitoring.incident.IncidentEvent;
import java.util.concurrent.atomic.AtomicLong;

/** What closed windows have counted, for meters. */
final class Totals {
    final AtomicLong windows = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong unreadable = new AtomicLong();
    final AtomicLong invalid = new AtomicLong();
    final AtomicLong listenerFailures = new AtomicLong();
    private final AtomicLong[] alerts = new AtomicLong[Alert.Kind.values().length];
    private final AtomicLong[] events = new AtomicLong[IncidentEvent.Type.values().length];

    Totals() {
        for (int i = 0; i < alerts.length; i++) {
            alerts[i] = new AtomicLong();
        }
        for (int i = 0; i < events.length; i++) {
            events[i] = new AtomicLong();
        }
    }

    AtomicLong events(IncidentEvent.Type type) {
        return events[type.ordinal()];
    }

    AtomicLong alerts(Alert.Kind kind) {
        return alerts[kind.ordinal()];
    }
}

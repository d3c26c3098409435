package io.leeway.monitoring;

import io.leeway.monitoring.incident.IncidentEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What closed windows have counted, for meters. */
final class Totals {
    final AtomicLong windows = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong ahead = new AtomicLong();
    final AtomicLong unreadable = new AtomicLong();
    final AtomicLong invalid = new AtomicLong();
    final AtomicLong listenerFailures = new AtomicLong();
    final AtomicLong lost = new AtomicLong();

    /** Of this process only. */
    final AtomicLong checkpointFailures = new AtomicLong();

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

    /** All of them, in an order of their own. */
    private List<AtomicLong> all() {
        List<AtomicLong> all =
                new ArrayList<>(List.of(windows, late, ahead, unreadable, invalid, listenerFailures, lost));
        all.addAll(Arrays.asList(alerts));
        all.addAll(Arrays.asList(events));
        return all;
    }

    long[] state() {
        return all().stream().mapToLong(AtomicLong::get).toArray();
    }

    void restore(long[] state) {
        List<AtomicLong> all = all();
        for (int i = 0; i < all.size(); i++) {
            all.get(i).set(state[i]);
        }
    }

    AtomicLong events(IncidentEvent.Type type) {
        return events[type.ordinal()];
    }

    AtomicLong alerts(Alert.Kind kind) {
        return alerts[kind.ordinal()];
    }
}

package io.leeway.monitoring;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;

/** What was found in closed windows: the newest snapshots, and the totals of all. Apart from {@link #last} and {@link #totals}, guarded by the lock of the monitor's work. */
final class Findings {
    private final int limit;
    private final Totals totals = new Totals();
    private final ArrayDeque<MonitoringSnapshot> history = new ArrayDeque<>();
    private volatile MonitoringSnapshot last;

    Findings(MonitorOptions<?> options) {
        limit = options.history;
        last = MonitoringSnapshot.none(options.name, options.clock.instant());
    }

    /** Adds what was found in rows of a window. */
    void add(WindowData data, MonitoringSnapshot found) {
        totals.windows.incrementAndGet();
        totals.late.addAndGet(data.late());
        totals.ahead.addAndGet(data.ahead());
        totals.invalid.addAndGet(data.invalid());
        found.alerts().forEach(alert -> totals.alerts(alert.kind()).incrementAndGet());
        last = found;
        remember(found);
    }

    private void remember(MonitoringSnapshot window) {
        history.add(window);
        if (history.size() > limit) {
            history.remove();
        }
    }

    /** Goes on where another process was. */
    void restore(MonitorState state, List<MonitoringSnapshot> windows) {
        last = state.last();
        windows.forEach(this::remember);
        totals.restore(state.totals());
    }

    MonitoringSnapshot last() {
        return last;
    }

    /** The snapshots that are kept, the oldest first. */
    Collection<MonitoringSnapshot> history() {
        return history;
    }

    Totals totals() {
        return totals;
    }
}

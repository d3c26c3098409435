package io.leeway.monitoring;

import java.util.List;
import java.util.function.Consumer;

/** The listeners for snapshots and alerts. What one throws is logged and counted, and has no other effect. */
final class Subscribers {
    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final String monitor;
    private final List<Consumer<? super MonitoringSnapshot>> snapshots;
    private final List<Consumer<? super Alert>> alerts;
    private final Totals totals;

    Subscribers(MonitorOptions<?> options, Totals totals) {
        this.monitor = options.name;
        this.snapshots = List.copyOf(options.snapshotListeners);
        this.alerts = List.copyOf(options.alertListeners);
        this.totals = totals;
    }

    /** Publishes a snapshot before its alerts. */
    void tell(MonitoringSnapshot found) {
        snapshots.forEach(listener -> tell(listener, found));
        found.alerts().forEach(alert -> alerts.forEach(listener -> tell(listener, alert)));
    }

    private <T> void tell(Consumer<? super T> listener, T what) {
        try {
            listener.accept(what);
        } catch (RuntimeException e) {
            totals.listenerFailures.incrementAndGet();
            LOGGER.log(System.Logger.Level.WARNING, "a listener of monitor \"" + monitor + "\" failed on " + what, e);
        }
    }
}

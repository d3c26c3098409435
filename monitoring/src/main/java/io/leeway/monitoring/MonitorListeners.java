package io.leeway.monitoring;

import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.observation.Observer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The options of a {@link ModelMonitorBuilder} that say who is told of what is found, and what a monitor runs on.
 *
 * @param <R> the type of a row
 */
abstract class MonitorListeners<R> {
    final MonitorOptions<R> options;

    MonitorListeners(MonitorOptions<R> options) {
        this.options = options;
    }

    abstract ModelMonitorBuilder<R> self();

    /**
     * Sets the monitor's name in snapshots, alerts and meters; the default is {@code "model"}.
     *
     * @param name not blank
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public ModelMonitorBuilder<R> name(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a monitor's name is blank; meters and alerts are distinguished by it");
        }
        options.name = name;
        return self();
    }

    /**
     * Adds a listener for alerts. It is called in the order of the windows, on the thread that evaluates the window.
     * Exceptions that it throws are logged and counted, and have no other effect.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onAlert(Consumer<? super Alert> listener) {
        options.alertListeners.add(listener);
        return self();
    }

    /**
     * Adds a listener for incidents, which is called like those for alerts whenever there is news of one: when it is opened, joined by further findings, more
     * severe, told again, acknowledged, closed or opened again. A window that adds nothing to an incident is no news.
     *
     * @param listener the listener; {@link Incident#toString} is a sentence
     * @return this builder
     */
    public ModelMonitorBuilder<R> onIncident(Consumer<? super Incident> listener) {
        options.incidentListeners.add(Objects.requireNonNull(listener, "listener"));
        return self();
    }

    /**
     * Adds a sink, which is told of incidents like the listeners of {@link #onIncident}.
     *
     * @param sink the sink; the monitor does not close it
     * @return this builder
     */
    public ModelMonitorBuilder<R> tell(IncidentSink sink) {
        options.sinks.add(Objects.requireNonNull(sink, "sink"));
        return self();
    }

    /**
     * Sets what becomes of incidents; the default is {@link IncidentRules#standard()}. Where the reference is given as rows, numbers whose rank correlation
     * there is 0.7 or more, or -0.7 or less, are added as {@linkplain IncidentRules#related related}.
     *
     * @param rules the rules
     * @return this builder
     */
    public ModelMonitorBuilder<R> incidents(IncidentRules rules) {
        options.incidentRules = Objects.requireNonNull(rules, "rules");
        return self();
    }

    /**
     * Adds a listener for snapshots, which is called like those for alerts; a snapshot is published before its alerts.
     *
     * @param listener the listener
     * @return this builder
     */
    public ModelMonitorBuilder<R> onSnapshot(Consumer<? super MonitoringSnapshot> listener) {
        options.snapshotListeners.add(listener);
        return self();
    }

    /**
     * Sets the executor that evaluates closed windows, and whose other threads help to compare features. Without one, the thread whose row closed the window evaluates it
     * before its {@link ModelMonitor#record} returns, which takes milliseconds. So does the thread that closes the seventeenth window while the executor has not begun with the first: no
     * more than 16 wait in memory.
     *
     * @param executor the executor
     * @return this builder
     */
    public ModelMonitorBuilder<R> executor(Executor executor) {
        options.executor = executor;
        return self();
    }

    /**
     * Writes a checkpoint to a folder after each window, acknowledgement and change of the reference, and lets {@link ModelMonitorBuilder#build} go on from the newest one: with the open
     * window, waiting predictions, labelled rows, the history of windows, incidents, counters, the time that the budget was spent up to, and the reference, if {@link
     * ModelMonitor#rebase} replaced it; a reference that differs from the one given to the builder before counts as replaced now.
     *
     * <p>Rows and labels that came after the checkpoint are in no window when the process dies, unless the monitor follows a log: see {@link ModelMonitor#resume}. Such rows are counted by
     * {@link MonitoringMetrics#ROWS_LOST}. What
     * listeners and sinks were told after the checkpoint they are told again, with the same numbers of events.
     *
     * <p>A checkpoint is forced to the disk by the thread that evaluates windows; give an {@link #executor} where that is a thread that predicts. It takes 28 bytes and the columns for each row of the
     * open window, 24 for each waiting prediction, 32 for each labelled row. Numbers of a reference given as rows are kept twice.
     *
     * @param folder the folder, which is made if there is none; nothing else should be in it
     * @return this builder
     */
    public ModelMonitorBuilder<R> checkpoint(Path folder) {
        options.checkpoints = Objects.requireNonNull(folder, "folder");
        return self();
    }

    /**
     * Sets the clock; the default is the system clock. Rows have their own time if the schema has a time.
     *
     * @param clock the clock
     * @return this builder
     */
    public ModelMonitorBuilder<R> clock(Clock clock) {
        options.clock = clock;
        return self();
    }

    /**
     * Sets the number of snapshots that are kept; the default is {@value ModelMonitorBuilder#DEFAULT_HISTORY}.
     *
     * @param snapshots at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public ModelMonitorBuilder<R> history(int snapshots) {
        options.history = MonitorOptions.atLeastOne("snapshots", snapshots);
        return self();
    }

    /**
     * Sets the observer of the evaluations of windows, see {@link MonitoringObservations}; the default is none.
     *
     * @param observer the observer, such as {@code MicrometerObserver.of(observationRegistry)}
     * @return this builder
     */
    public ModelMonitorBuilder<R> observer(Observer observer) {
        options.observer = Objects.requireNonNull(observer, "observer");
        return self();
    }
}

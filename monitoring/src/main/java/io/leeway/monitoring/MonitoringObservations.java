package io.leeway.monitoring;

import io.leeway.observation.Activity;

/**
 * Describes what an observer of a {@link ModelMonitor} sees. A window is evaluated on the thread that closed it or on
 * the monitor's executor, and its listeners are notified within the observation.
 */
public final class MonitoringObservations {
    /** The tag with the name of the monitor. */
    public static final String MONITOR = "monitor";

    /** The detail with the number of the window. */
    public static final String WINDOW = "window";

    /** The detail with the number of rows. */
    public static final String ROWS = "rows";

    /** The detail with the number of alerts. */
    public static final String ALERTS = "alerts";

    /** The detail with the snapshot in one line. */
    public static final String SUMMARY = "summary";

    /**
     * The evaluation of one window; the outcome is the verdict on drift: {@code stable}, {@code drift} or
     * {@code insufficient_data}.
     */
    public static final Activity EVALUATE = Activity.of(
                    "leeway.monitor.evaluate", "A closed window is evaluated, and listeners are notified")
            .tags(MONITOR)
            .details(WINDOW, ROWS, ALERTS, SUMMARY);

    private MonitoringObservations() {}
}

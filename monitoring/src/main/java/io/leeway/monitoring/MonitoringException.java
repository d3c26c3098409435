package io.leeway.monitoring;

/** What was handed to a monitor cannot be monitored: a row that is null, a label that the model's task does not know. */
public final class MonitoringException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The monitor's name. */
    private final String monitor;

    MonitoringException(String monitor, String message) {
        super("monitor \"" + monitor + "\": " + message);
        this.monitor = monitor;
    }

    /**
     * Names the monitor.
     *
     * @return its name
     */
    public String monitor() {
        return monitor;
    }
}

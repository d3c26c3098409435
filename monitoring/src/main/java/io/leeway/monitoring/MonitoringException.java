package io.leeway.monitoring;

/**
 * Thrown when a monitor cannot record an argument: a row that is null, or a label that the model's task does not have.
 */
public final class MonitoringException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** The monitor's name. */
    private final String monitor;

    MonitoringException(String monitor, String message) {
        super("monitor \"" + monitor + "\": " + message);
        this.monitor = monitor;
    }

    /**
     * Returns the monitor.
     *
     * @return its name
     */
    public String monitor() {
        return monitor;
    }
}

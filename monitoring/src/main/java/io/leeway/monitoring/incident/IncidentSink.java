package io.leeway.monitoring.incident;

/**
 * Is told of incidents, and passes that on: to a log, a chat, a service for those on call. Its contract suite is {@code IncidentSinkContract}.
 *
 * <p>A monitor tells its sinks one after the other, by the thread that evaluates a window or acknowledges an incident, which may be a thread that predicts. So {@link #tell} must not
 * wait for anything outside the process: what takes time is done later, by an executor that the sink was given. What a sink cannot pass on it counts.
 * After a crash a notice may be told again, with the same {@linkplain IncidentEvent#number numbers} of its events.
 */
@FunctionalInterface
public interface IncidentSink extends AutoCloseable {
    /**
     * Takes a notice. What it throws is logged and counted, and has no other effect.
     *
     * @param notice the notice
     */
    void tell(IncidentNotice notice);

    /**
     * Returns the name of the sink in meters and log lines.
     *
     * @return a word; {@code "sink"} by default
     */
    default String name() {
        return "sink";
    }

    /**
     * Returns what became of notices.
     *
     * @return the counts; none by default
     */
    default SinkCounts counts() {
        return SinkCounts.NONE;
    }

    /** Takes no further notices, and counts those that wait as dropped. Does nothing by default. */
    @Override
    default void close() {}
}

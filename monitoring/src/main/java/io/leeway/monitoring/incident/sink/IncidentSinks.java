package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.Severity;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** The sinks that there are. */
public final class IncidentSinks {
    private IncidentSinks() {}

    /**
     * Returns a sink that writes a line for each notice by {@link System.Logger}, with the name {@code io.leeway.incidents}: notices at {@code INFO}, warnings at
     * {@code WARNING}, critical incidents at {@code ERROR}. SLF4J gets it by its artifact {@code slf4j-jdk-platform-logging}, Log4j by {@code log4j-jpl}.
     *
     * @return the sink
     */
    public static IncidentSink log() {
        return new LogSink();
    }

    /**
     * Starts building a sink that sends notices to an endpoint by HTTP.
     *
     * @param endpoint where to, {@code https} or {@code http}
     * @param client sends; it must not follow redirects, which is its default
     * @param scheduler where notices are written, and attempts repeated; none of its threads waits for the endpoint
     * @return a builder
     * @throws IllegalArgumentException if the endpoint has another scheme, no host or user info, or the client follows redirects
     */
    public static WebhookBuilder webhook(URI endpoint, HttpClient client, ScheduledExecutorService scheduler) {
        return new WebhookBuilder(endpoint, client, scheduler);
    }

    /**
     * Returns a sink that passes notices on by an executor, one after the other, so that one that takes time does not hold up the monitor.
     *
     * @param to the sink that may take time
     * @param executor the executor
     * @param capacity the number of notices that may wait; beyond, the oldest is dropped and counted
     * @return the sink; closing it closes the other
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static IncidentSink queued(IncidentSink to, Executor executor, int capacity) {
        return new QueuedSink(to, executor, capacity);
    }

    /**
     * Returns a sink that passes on only what is about incidents that are, or were, at least as severe as given.
     *
     * @param least the lowest severity that is passed on
     * @param to the sink
     * @return the sink; closing it closes the other
     */
    public static IncidentSink atLeast(Severity least, IncidentSink to) {
        return new SevereSink(least, to);
    }

    /**
     * Returns a sink that holds notices back in quiet hours, unless an incident is critical, and passes them on as one when the hours are over: each incident with
     * what happened to it. Of more than {@value QuietSink#MOST_EVENTS} events the oldest are dropped and counted; so is what is held when the process dies, without being counted.
     *
     * @param hours the quiet hours
     * @param to the sink
     * @param scheduler runs a short task when the hours are over
     * @param clock says what time it is
     * @return the sink; closing it passes on what is held, and closes the other
     */
    public static IncidentSink quiet(
            QuietHours hours, IncidentSink to, ScheduledExecutorService scheduler, Clock clock) {
        return new QuietSink(hours, to, scheduler, clock);
    }
}

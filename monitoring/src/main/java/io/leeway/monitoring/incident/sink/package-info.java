/**
 * Passes news of incidents on: to a log, to an endpoint of HTTP such as that of a chat, later, or not in quiet hours. Start with
 * {@link io.leeway.monitoring.incident.sink.IncidentSinks}. Sinks of third parties are implementations of
 * {@link io.leeway.monitoring.incident.IncidentSink} elsewhere.
 */
@NullMarked
package io.leeway.monitoring.incident.sink;

import org.jspecify.annotations.NullMarked;

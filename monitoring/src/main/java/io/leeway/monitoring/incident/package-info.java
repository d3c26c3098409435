/**
 * Turns the findings of a monitor's windows into incidents: what has one cause is one incident, from its first finding to its end. Start with
 * {@link io.leeway.monitoring.incident.IncidentRules}, a pure function of the incidents so far and the findings of a window; whoever is to be told
 * implements {@link io.leeway.monitoring.incident.IncidentSink}. Sinks that send messages are in a package of their own.
 */
@NullMarked
package io.leeway.monitoring.incident;

import org.jspecify.annotations.NullMarked;

/** The contract of sinks of incidents, published for tests of your own: extend {@code IncidentSinkContract}. */
@NullMarked
package io.leeway.monitoring.incident.contract;

import org.jspecify.annotations.NullMarked;

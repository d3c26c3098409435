/**
 * What operations need of a service that embeds the loop: {@link io.leeway.examples.observability.ObservedFlights} is such
 * a service, {@link io.leeway.examples.observability.Dashboards} are the dashboards of its meters.
 */
@NullMarked
package io.leeway.examples.observability;

import org.jspecify.annotations.NullMarked;

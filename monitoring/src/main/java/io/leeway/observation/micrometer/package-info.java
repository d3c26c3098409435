/**
 * Connects Leeway's activities with Micrometer Observation, and by it with OpenTelemetry, Zipkin and timers. The only
 * package that knows it; start with {@link io.leeway.observation.micrometer.MicrometerObserver}.
 */
@NullMarked
package io.leeway.observation.micrometer;

import org.jspecify.annotations.NullMarked;

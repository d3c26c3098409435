/**
 * Names what Leeway does, so that traces can show it: predictions, evaluations of windows, trainings and promotions.
 *
 * <p>Start with {@link io.leeway.observation.Observer}. Code that does something describes it as an
 * {@link io.leeway.observation.Activity} and lets the observer run it; this package knows no tracer. Those that do have
 * packages of their own, such as {@code io.leeway.observation.micrometer}.
 */
@NullMarked
package io.leeway.observation;

import org.jspecify.annotations.NullMarked;

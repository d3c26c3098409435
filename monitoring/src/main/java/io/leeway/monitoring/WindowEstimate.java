package io.leeway.monitoring;

import io.leeway.monitoring.performance.PerformanceEstimate;
import java.time.Instant;

/**
 * The estimate of an earlier window, with the labels that came since.
 *
 * @param window the number of the window
 * @param to its end
 * @param estimate the estimate; its metrics have an error where labels came
 */
public record WindowEstimate(long window, Instant to, PerformanceEstimate estimate) {

    /** Returns the window and the estimate. */
    @Override
    public String toString() {
        return "window " + window + " to " + to + ": " + estimate;
    }
}

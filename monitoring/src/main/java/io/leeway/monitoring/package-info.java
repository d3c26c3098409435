/**
 * Watches a model while it serves: rows and predictions are recorded on the request path for some nanoseconds, and when a
 * window is complete its features and predictions are compared with a reference, its quality checked and the performance
 * over the newest labelled rows measured.
 *
 * <p>Start from {@link io.leeway.monitoring.ModelMonitor#of}. What may enter: what ties the rooms below (drift, quality,
 * performance, profiles) to a stream of rows. A test, a metric or a summary of its own belongs to one of those.
 */
@NullMarked
package io.leeway.monitoring;

import org.jspecify.annotations.NullMarked;

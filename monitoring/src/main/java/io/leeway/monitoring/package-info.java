/**
 * Monitors a model in production. Recording a row and its prediction takes nanoseconds on the request path. When a
 * window is complete, its features and predictions are compared with a reference, its data quality is checked, and
 * performance is measured over the newest labelled rows.
 *
 * <p>Start with {@link io.leeway.monitoring.ModelMonitor#of}. This package connects the packages below (drift, quality,
 * performance, profiles) to a stream of rows; a drift test, a metric or a summary belongs in one of those.
 */
@NullMarked
package io.leeway.monitoring;

import org.jspecify.annotations.NullMarked;

/**
 * How well predictions turned out, once the labels are known: metrics of binary classification and of regression, their
 * confidence intervals, and the join of predictions with labels that come late.
 *
 * <p>Start from {@link io.leeway.monitoring.performance.ClassificationMetrics#of(double[], boolean[])} for arrays at hand,
 * from {@link io.leeway.monitoring.performance.LabelJoin} and {@link io.leeway.monitoring.performance.PerformanceMonitor}
 * for a stream, and from {@link io.leeway.monitoring.performance.Bootstrap} for intervals. What may enter: anything that is
 * a function of predictions and labels. Features, drift and windows belong elsewhere.
 */
@NullMarked
package io.leeway.monitoring.performance;

import org.jspecify.annotations.NullMarked;

/**
 * Performance of predictions once their labels are known: metrics of binary classification and regression, confidence
 * intervals, and the join of predictions with labels that arrive later.
 *
 * <p>Start with {@link io.leeway.monitoring.performance.ClassificationMetrics#of(double[], boolean[])} for arrays, with
 * {@link io.leeway.monitoring.performance.LabelJoin} and {@link io.leeway.monitoring.performance.PerformanceMonitor}
 * for a stream, and with {@link io.leeway.monitoring.performance.ClusterIntervals} for confidence intervals. Before labels
 * come, {@link io.leeway.monitoring.performance.PerformanceEstimator} estimates metrics; as they come,
 * {@link io.leeway.monitoring.performance.RiskMonitor} alarms at any time. This package contains functions of predictions and labels only; features, drift and windows belong elsewhere.
 */
@NullMarked
package io.leeway.monitoring.performance;

import org.jspecify.annotations.NullMarked;

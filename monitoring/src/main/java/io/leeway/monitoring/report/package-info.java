/**
 * Reports for people: one self-contained HTML file that shows a model's metrics and events over time, and plots as text.
 *
 * <p>Start with {@link io.leeway.monitoring.report.HtmlReport}. The content of a page consists of values: a
 * {@link io.leeway.monitoring.report.TimeChart}, a {@link io.leeway.monitoring.report.FeatureComparison}, a
 * {@link io.leeway.monitoring.report.DataTable}, an {@link io.leeway.monitoring.report.Event}. For terminals and JShell,
 * {@link io.leeway.monitoring.report.TextPlot} draws distributions and metrics as text, and
 * {@link io.leeway.monitoring.report.ReportViewer} shows a page. This package only
 * presents measured values; it measures and decides nothing and keeps no state.
 */
@NullMarked
package io.leeway.monitoring.report;

import org.jspecify.annotations.NullMarked;

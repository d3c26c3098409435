/**
 * Reports for people: one HTML file that opens from a disk, without a network, and shows what a model went through.
 *
 * <p>Start from {@link io.leeway.monitoring.report.HtmlReport}. What a page can hold is a value here: a
 * {@link io.leeway.monitoring.report.TimeChart}, a {@link io.leeway.monitoring.report.FeatureComparison}, a
 * {@link io.leeway.monitoring.report.DataTable}, an {@link io.leeway.monitoring.report.Event}. What may enter is what turns
 * measured values into something to read; nothing here measures, decides or keeps state.
 */
@NullMarked
package io.leeway.monitoring.report;

import org.jspecify.annotations.NullMarked;

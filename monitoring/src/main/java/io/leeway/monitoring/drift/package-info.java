/**
 * Drift tests, which compare a current sample with a reference; a detector that applies them to all features and
 * corrects for their number; and a budget of false alarms over all features and windows. Start with
 * {@link io.leeway.monitoring.drift.DriftTests} for one comparison, or with
 * {@link io.leeway.monitoring.drift.DriftDetector} for a whole profile. A test is one of four
 * families: {@link io.leeway.monitoring.drift.NumericTest} and {@link io.leeway.monitoring.drift.CountTest} decide by a
 * p-value, {@link io.leeway.monitoring.drift.NumericDistance} and {@link io.leeway.monitoring.drift.ShareDistance} by a
 * limit. This package contains only pure functions of two samples.
 */
@NullMarked
package io.leeway.monitoring.drift;

import org.jspecify.annotations.NullMarked;

/**
 * Drift tests, which compare a current sample with a reference; a detector that applies them to all features and
 * corrects for their number; and a budget of false alarms over all features and windows. Start with
 * {@link io.leeway.monitoring.drift.DriftTests} for one comparison, or with
 * {@link io.leeway.monitoring.drift.DriftDetector} for a whole profile. This package contains only pure functions of
 * two samples.
 */
@NullMarked
package io.leeway.monitoring.drift;

import org.jspecify.annotations.NullMarked;

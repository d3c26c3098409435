/**
 * Has the data changed? Tests that compare a current sample with a reference, a detector that runs them over all features and corrects
 * for their number, and a budget of false alarms over features and looks. Start from {@link io.leeway.monitoring.drift.DriftTests} for one
 * comparison, from {@link io.leeway.monitoring.drift.DriftDetector} for a whole profile. Only pure functions of two samples enter here.
 */
@NullMarked
package io.leeway.monitoring.drift;

import org.jspecify.annotations.NullMarked;

/**
 * Compares how a binary classifier treats groups: rates by group and intersection, and their differences and ratios with
 * intervals.
 *
 * <p>Start with {@link io.leeway.monitoring.fairness.Fairness}. This package contains functions of predictions, labels and
 * groups only; which attributes are sensitive is said by the {@link io.leeway.schema.Schema}.
 */
@NullMarked
package io.leeway.monitoring.fairness;

import org.jspecify.annotations.NullMarked;

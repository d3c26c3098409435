/**
 * Decides when a model is trained again, says why, and does it.
 *
 * <p>Start from {@link io.leeway.retraining.RetrainingPolicy}: a pure function of {@link io.leeway.retraining.Signals}
 * (what is known now) and {@link io.leeway.retraining.PolicyState} (what was decided before) that returns a
 * {@link io.leeway.retraining.Decision}. Conditions come from the catalogue {@link io.leeway.retraining.Conditions} or are
 * written by the user. Nothing here reads a clock, a file or a monitor except the retrainer, which gathers the signals,
 * asks the policy and carries its decision out.
 */
@NullMarked
package io.leeway.retraining;

import org.jspecify.annotations.NullMarked;

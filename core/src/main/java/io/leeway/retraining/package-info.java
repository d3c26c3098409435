/**
 * Decides when a model is retrained, explains the decision, and carries it out.
 *
 * <p>Start with {@link io.leeway.retraining.RetrainingPolicy}: a pure function of {@link io.leeway.retraining.Signals}
 * (the current observations) and {@link io.leeway.retraining.PolicyState} (previous decisions) that returns a
 * {@link io.leeway.retraining.Decision}. Conditions are created by {@link io.leeway.retraining.Conditions} or
 * implemented by the user. Only the retrainer reads a clock or a monitor: it collects the signals, evaluates the policy
 * and carries out its decision.
 */
@NullMarked
package io.leeway.retraining;

import org.jspecify.annotations.NullMarked;

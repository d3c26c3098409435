/**
 * Evaluates models on rows that they were not trained on, and decides whether a model may be promoted.
 *
 * <p>Start with {@link io.leeway.evaluation.Gates}. A {@link io.leeway.evaluation.Gate} is a pure function of
 * {@link io.leeway.evaluation.Evaluation evaluations}; its {@link io.leeway.evaluation.GateResult} contains an
 * explanation. This package trains, stores and serves nothing.
 */
@NullMarked
package io.leeway.evaluation;

import org.jspecify.annotations.NullMarked;

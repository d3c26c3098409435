/**
 * Measures models on rows that they have not seen, and decides whether one may go live.
 *
 * <p>Start from {@link io.leeway.evaluation.Gates}, the catalogue. A {@link io.leeway.evaluation.Gate} is a pure function of
 * {@link io.leeway.evaluation.Evaluation evaluations}; its {@link io.leeway.evaluation.GateResult} explains itself. Nothing that
 * trains, stores or serves may enter here.
 */
@NullMarked
package io.leeway.evaluation;

import org.jspecify.annotations.NullMarked;

/**
 * Pipelines: train candidates on validated rows, evaluate them on rows that they were not trained on, gate them and
 * register the best.
 *
 * <p>Start with {@link io.leeway.pipeline.Pipeline}. The result is a {@link io.leeway.pipeline.PipelineRun}, which
 * contains explanations. This package serves and schedules nothing.
 *
 * <p>Tribuo's gradient descent trainers log two lines a training to {@code java.util.logging} at INFO, and one more every thousandth step
 * unless they were built with a logging interval of -1, as those of {@link io.leeway.pipeline.Trainers} are. The library changes no logging
 * of the application. To quieten Tribuo, keep a reference to {@code Logger.getLogger("org.tribuo")} and set its level to {@code WARNING},
 * or route {@code java.util.logging} to the application's own logging and set the level there.
 */
@NullMarked
package io.leeway.pipeline;

import org.jspecify.annotations.NullMarked;

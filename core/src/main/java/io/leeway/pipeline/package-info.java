/**
 * Trains candidates on validated rows, evaluates them on rows that they have not seen, gates them and registers the one to keep.
 *
 * <p>Start from {@link io.leeway.pipeline.Pipeline}. A {@link io.leeway.pipeline.PipelineRun} is a value that says what happened and
 * why. Nothing that serves or schedules may enter here.
 *
 * <p>Tribuo's gradient descent trainers log two lines a training to {@code java.util.logging} at INFO, and one more every thousandth step
 * unless they were built with a logging interval of -1, as those of {@link io.leeway.pipeline.Trainers} are. The library changes no logging
 * of the application. To quieten Tribuo, keep a reference to {@code Logger.getLogger("org.tribuo")} and set its level to {@code WARNING},
 * or route {@code java.util.logging} to the application's own logging and set the level there.
 */
@NullMarked
package io.leeway.pipeline;

import org.jspecify.annotations.NullMarked;

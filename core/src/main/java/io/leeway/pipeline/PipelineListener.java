package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.monitoring.quality.DataQualityReport;
import java.time.Duration;
import java.time.Instant;

/**
 * Hears what a run does while it does it, on the thread that runs it. Each method does nothing by default.
 *
 * <p>An exception that a listener throws ends the run. A listener of a pipeline that several threads run hears them all.
 */
public interface PipelineListener {
    /**
     * A run begins.
     *
     * @param pipeline the pipeline's name
     * @param at when, by the pipeline's clock
     */
    default void started(String pipeline, Instant at) {}

    /**
     * A step begins, for a bar of progress.
     *
     * @param step what is done, such as {@code train logistic}
     * @param done how many steps are done
     * @param total how many there are
     */
    default void step(String step, int done, int total) {}

    /**
     * The rows were compared with the expectations.
     *
     * @param report what was found
     */
    default void validated(DataQualityReport report) {}

    /**
     * A candidate was trained and evaluated.
     *
     * @param candidate its name
     * @param evaluation its answers to the rows held out
     * @param training how long the training took
     */
    default void trained(String candidate, Evaluation evaluation, Duration training) {}

    /**
     * A gate was checked.
     *
     * @param candidate the candidate's name
     * @param result what the gate found
     */
    default void gated(String candidate, GateResult result) {}

    /**
     * A run ends.
     *
     * @param run what came of it
     */
    default void finished(PipelineRun<?, ?> run) {}
}

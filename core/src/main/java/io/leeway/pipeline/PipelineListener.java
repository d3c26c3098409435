package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.monitoring.quality.DataQualityReport;
import java.time.Duration;
import java.time.Instant;

/**
 * Is notified of the steps of a run, on the thread that runs it. All methods do nothing by default.
 *
 * <p>An exception of a listener ends the run. If several threads run the pipeline, the listener is notified of all
 * runs.
 */
public interface PipelineListener {
    /**
     * Called when a run starts.
     *
     * @param pipeline the pipeline's name
     * @param at the time, by the pipeline's clock
     */
    default void started(String pipeline, Instant at) {}

    /**
     * Called when a step starts, for a progress bar.
     *
     * @param step the description of the step, such as {@code train logistic}
     * @param done the number of completed steps
     * @param total the total number of steps
     */
    default void step(String step, int done, int total) {}

    /**
     * Called when the rows were validated.
     *
     * @param report the result
     */
    default void validated(DataQualityReport report) {}

    /**
     * Called when a candidate was trained and evaluated.
     *
     * @param candidate its name
     * @param evaluation its evaluation on the held-out rows
     * @param training the duration of the training
     */
    default void trained(String candidate, Evaluation evaluation, Duration training) {}

    /**
     * Called when a gate was checked.
     *
     * @param candidate the candidate's name
     * @param result the result of the gate
     */
    default void gated(String candidate, GateResult result) {}

    /**
     * Called when a run ends.
     *
     * @param run the result
     */
    default void finished(PipelineRun<?, ?> run) {}
}

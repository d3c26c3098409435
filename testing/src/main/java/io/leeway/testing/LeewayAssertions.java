package io.leeway.testing;

import io.leeway.data.Rows;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.profile.Profile;
import io.leeway.pipeline.PipelineRun;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;

/**
 * The way in to all assertions.
 *
 * <pre>{@code
 * assertThat(run).isPromotable();
 * assertThat(model).on(rows).hasF1AtLeast(0.35).hasLogLossAtMost(0.6);
 * assertThat(rows, schema).hasNoDriftAgainst(run.trainingProfile());
 * }</pre>
 */
public final class LeewayAssertions {
    private LeewayAssertions() {}

    /**
     * Asserts about a trained model.
     *
     * @param <R> the type of rows
     * @param model the model
     * @return where to name the rows to measure it on
     */
    public static <R> ModelAssert<R> assertThat(TrainedModel<R, ?> model) {
        return ModelAssert.of(model);
    }

    /**
     * Asserts about the model that is live now. It answers the rows as it answers those of the application, so they are counted, and recorded
     * if it is monitored.
     *
     * @param <R> the type of rows
     * @param model the model: a regressor, or a classifier of two classes
     * @param schema how rows are read, with their response
     * @return where to name the rows to measure it on
     */
    public static <R> ModelAssert<R> assertThat(LiveModel<R, ?> model, Schema<R> schema) {
        return ModelAssert.of(model, schema);
    }

    /**
     * Asserts about a profile.
     *
     * @param profile the profile
     * @return the assertions
     */
    public static ProfileAssert assertThat(Profile profile) {
        return new ProfileAssert(profile);
    }

    /**
     * Asserts about rows, which are read once.
     *
     * @param <R> the type of rows
     * @param rows the rows
     * @param schema how they are read
     * @return the assertions
     */
    public static <R> RowsAssert<R> assertThat(Rows<R> rows, Schema<R> schema) {
        return new RowsAssert<>(rows, schema);
    }

    /**
     * Asserts about a run of a pipeline.
     *
     * @param run the run
     * @return the assertions
     */
    public static RunAssert assertThat(PipelineRun<?, ?> run) {
        return new RunAssert(run);
    }
}

package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.Decision;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * The entry point of all assertions: import {@code assertThat} from here.
 *
 * <pre>{@code
 * import static io.leeway.testing.LeewayAssertions.assertThat;
 *
 * assertThat(model).on(february).hasF1AtLeast(0.35).hasLogLossAtMost(0.55);
 * assertThat(february, schema).hasNoDriftAgainst(january);
 * assertThat(january, schema).meets(expect("distance").between(0, 6_000));
 * assertThat(retrainer.tick()).isPromoted().run().isWonBy("logistic");
 * }</pre>
 *
 * <p>AssertJ's own assertions are inherited, so this import replaces theirs. As in AssertJ, every assertion fails on
 * null.
 */
public class LeewayAssertions extends Assertions {

    /** For subclasses that combine several entry points. */
    protected LeewayAssertions() {}

    /**
     * Begins assertions about a model.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the model
     * @return the assertions; continue with {@linkplain ModelAssert#on the rows to evaluate it on}
     */
    public static <R, T extends Output<T>> ModelAssert<R, T> assertThat(@Nullable TrainedModel<R, T> actual) {
        return new ModelAssert<>(actual);
    }

    /**
     * Begins assertions about a live model. Its monitor, if it has one, records the rows that the assertions predict.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the model
     * @param schema how rows are read, with the response
     * @return the assertions; continue with {@linkplain LiveModelAssert#on the rows to evaluate it on}
     */
    public static <R, T extends Output<T>> LiveModelAssert<R, T> assertThat(
            @Nullable LiveModel<R, T> actual, Schema<R> schema) {
        return new LiveModelAssert<>(actual, schema);
    }

    /**
     * Begins assertions about an evaluation.
     *
     * @param actual the evaluation
     * @return the assertions
     */
    public static EvaluationAssert assertThat(@Nullable Evaluation actual) {
        return new EvaluationAssert(actual, Figure.Subject.UNKNOWN);
    }

    /**
     * Begins assertions about rows.
     *
     * @param <R> the type of rows
     * @param actual the rows; each assertion iterates over them once
     * @param schema how they are read
     * @return the assertions
     */
    public static <R> RowsAssert<R> assertThat(@Nullable Iterable<R> actual, Schema<R> schema) {
        return new RowsAssert<>(actual, schema);
    }

    /**
     * Begins assertions about a profile.
     *
     * @param actual the profile, for example from a {@link Profiler}
     * @return the assertions
     */
    public static ProfileAssert assertThat(@Nullable Profile actual) {
        return new ProfileAssert(actual);
    }

    /**
     * Begins assertions about a drift report.
     *
     * @param actual the report
     * @return the assertions
     */
    public static DriftReportAssert assertThat(@Nullable DriftReport actual) {
        return new DriftReportAssert(actual);
    }

    /**
     * Begins assertions about a data quality report.
     *
     * @param actual the report
     * @return the assertions
     */
    public static DataQualityAssert assertThat(@Nullable DataQualityReport actual) {
        return new DataQualityAssert(actual);
    }

    /**
     * Begins assertions about a pipeline run.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the run
     * @return the assertions
     */
    public static <R, T extends Output<T>> PipelineRunAssert<R, T> assertThat(@Nullable PipelineRun<R, T> actual) {
        return new PipelineRunAssert<>(actual);
    }

    /**
     * Begins assertions about the decision of a retraining policy.
     *
     * @param actual the decision
     * @return the assertions
     */
    public static DecisionAssert assertThat(@Nullable Decision actual) {
        return new DecisionAssert(actual);
    }

    /**
     * Begins assertions about the outcome of a retrainer's tick.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the outcome, as returned by {@code retrainer.tick()}
     * @return the assertions
     */
    public static <R, T extends Output<T>> RetrainingOutcomeAssert<R, T> assertThat(
            @Nullable RetrainingOutcome<R, T> actual) {
        return new RetrainingOutcomeAssert<>(actual);
    }
}

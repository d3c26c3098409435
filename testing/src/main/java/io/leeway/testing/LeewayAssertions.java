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
 * The entry point: import {@code assertThat} from here and let completion show the rest.
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
 * <p>AssertJ's own assertions are inherited, so this import replaces theirs. A null passes no assertion, as everywhere in AssertJ.
 */
public class LeewayAssertions extends Assertions {

    /** For those who gather several entry points in a class of their own. */
    protected LeewayAssertions() {}

    /**
     * Begins assertions about a model.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the model
     * @return the assertions; say next {@linkplain ModelAssert#on on which rows}
     */
    public static <R, T extends Output<T>> ModelAssert<R, T> assertThat(@Nullable TrainedModel<R, T> actual) {
        return new ModelAssert<>(actual);
    }

    /**
     * Begins assertions about a model that is served. Its monitor, if it has one, records what it is asked.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the model
     * @param schema how rows are read, with the response
     * @return the assertions; say next {@linkplain LiveModelAssert#on on which rows}
     */
    public static <R, T extends Output<T>> LiveModelAssert<R, T> assertThat(
            @Nullable LiveModel<R, T> actual, Schema<R> schema) {
        return new LiveModelAssert<>(actual, schema);
    }

    /**
     * Begins assertions about a model's answers to rows whose truth is known.
     *
     * @param actual the answers
     * @return the assertions
     */
    public static EvaluationAssert assertThat(@Nullable Evaluation actual) {
        return new EvaluationAssert(actual, "the model");
    }

    /**
     * Begins assertions about rows.
     *
     * @param <R> the type of rows
     * @param actual the rows; gone through once for each assertion
     * @param schema how they are read
     * @return the assertions
     */
    public static <R> RowsAssert<R> assertThat(@Nullable Iterable<R> actual, Schema<R> schema) {
        return new RowsAssert<>(actual, schema);
    }

    /**
     * Begins assertions about rows of which only the profile is kept.
     *
     * @param actual the profile, as of a {@link Profiler}
     * @return the assertions
     */
    public static ProfileAssert assertThat(@Nullable Profile actual) {
        return new ProfileAssert(actual);
    }

    /**
     * Begins assertions about a comparison of two samples.
     *
     * @param actual the comparison
     * @return the assertions
     */
    public static DriftReportAssert assertThat(@Nullable DriftReport actual) {
        return new DriftReportAssert(actual);
    }

    /**
     * Begins assertions about how data did against what was expected of it.
     *
     * @param actual the report
     * @return the assertions
     */
    public static DataQualityAssert assertThat(@Nullable DataQualityReport actual) {
        return new DataQualityAssert(actual);
    }

    /**
     * Begins assertions about what came of a pipeline's run.
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
     * Begins assertions about what a retraining policy decided.
     *
     * @param actual the decision
     * @return the assertions
     */
    public static DecisionAssert assertThat(@Nullable Decision actual) {
        return new DecisionAssert(actual);
    }

    /**
     * Begins assertions about what came of a look of the retrainer.
     *
     * @param <R> the type of rows
     * @param <T> {@code Label} or {@code Regressor}
     * @param actual the outcome, as of {@code retrainer.tick()}
     * @return the assertions
     */
    public static <R, T extends Output<T>> RetrainingOutcomeAssert<R, T> assertThat(
            @Nullable RetrainingOutcome<R, T> actual) {
        return new RetrainingOutcomeAssert<>(actual);
    }
}

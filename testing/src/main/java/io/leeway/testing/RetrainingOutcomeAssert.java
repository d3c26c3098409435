package io.leeway.testing;

import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.Decision;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.testing.Figure.Subject;
import java.util.OptionalDouble;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Assertions about the outcome of a retrainer's tick. A failure message shows what the policy observed, the table of
 * the training and the exception, where they exist.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class RetrainingOutcomeAssert<R, T extends Output<T>>
        extends AbstractAssert<RetrainingOutcomeAssert<R, T>, RetrainingOutcome<R, T>> {

    RetrainingOutcomeAssert(@Nullable RetrainingOutcome<R, T> actual) {
        super(actual, RetrainingOutcomeAssert.class);
    }

    /**
     * Verifies that nothing was trained: the policy had no reason to retrain, or a reason not to.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isHeld() {
        return hasStatus(Status.HELD);
    }

    /**
     * Verifies that a challenger passed its gates and was promoted.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isPromoted() {
        return hasStatus(Status.PROMOTED);
    }

    /**
     * Verifies that no challenger passed its gates, or that the training rows failed validation.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isRejected() {
        return hasStatus(Status.REJECTED);
    }

    /**
     * Verifies the status.
     *
     * @param wanted the expected status
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> hasStatus(Status wanted) {
        isNotNull();
        Recording.note(Figure.state(
                subject(),
                "retraining",
                actual.status().toString(),
                wanted.toString(),
                actual.status() == wanted,
                actual.sentence()));
        if (actual.status() != wanted) {
            throw failure(actual.status().toString(), wanted.toString());
        }
        return this;
    }

    /**
     * Verifies which version is the champion after the tick.
     *
     * @param version its number
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> hasChampion(int version) {
        isNotNull();
        Recording.note(Figure.of(
                subject(),
                "champion",
                OptionalDouble.of(actual.champion()),
                "version " + version,
                OptionalDouble.of(version),
                actual.champion() == version,
                "version " + actual.champion() + " answers"));
        if (actual.champion() != version) {
            throw failure("version " + actual.champion() + " answers", "version " + version + " answers");
        }
        return this;
    }

    /**
     * Verifies that the outcome's sentence contains a text, such as the name of a signal.
     *
     * @param text part of the sentence
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> says(String text) {
        isNotNull();
        if (!actual.sentence().contains(text)) {
            throw failure(actual.sentence(), "a sentence with \"" + text + "\"");
        }
        return this;
    }

    /**
     * Continues with the decision of the policy.
     *
     * @return assertions about the decision
     */
    public DecisionAssert decision() {
        isNotNull();
        Decision decision = actual.decision().orElseThrow(() -> failure("the policy was not asked", "a decision"));
        return new DecisionAssert(decision).as(descriptionText());
    }

    /**
     * Continues with the pipeline run.
     *
     * @return assertions about the run
     */
    public PipelineRunAssert<R, T> run() {
        isNotNull();
        PipelineRun<R, T> run = actual.run().orElseThrow(() -> failure("nothing was trained", "a training"));
        return new PipelineRunAssert<>(run).as(descriptionText());
    }

    private Subject subject() {
        return Subject.model(actual.run().map(PipelineRun::pipeline).orElse(""), null)
                .as(descriptionText());
    }

    private AssertionError failure(String observed, String wanted) {
        StringBuilder more = new StringBuilder();
        actual.decision().ifPresent(each -> more.append(each.details()).append(System.lineSeparator()));
        actual.run().ifPresent(each -> more.append(each).append(System.lineSeparator()));
        AssertionError error = failureWithActualExpected(
                observed,
                wanted,
                "%nExpecting%n  %s%nbut was%n  %s%nas follows:%n  %s%n%s",
                wanted,
                observed,
                actual,
                more);
        actual.failure().ifPresent(error::addSuppressed);
        return error;
    }
}

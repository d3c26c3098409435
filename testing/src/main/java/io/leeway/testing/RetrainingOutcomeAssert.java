package io.leeway.testing;

import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.Decision;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingOutcome.Status;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Assertions about what came of a look of the retrainer. A failure shows what the policy observed, the training's table and the
 * exception, as far as there were any.
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
     * Wants the policy to have seen no reason to train, or a reason not to.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isHeld() {
        return hasStatus(Status.HELD);
    }

    /**
     * Wants a challenger to have passed its gates and to answer now.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isPromoted() {
        return hasStatus(Status.PROMOTED);
    }

    /**
     * Wants a training of which no challenger passed its gates, or whose rows were refused.
     *
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> isRejected() {
        return hasStatus(Status.REJECTED);
    }

    /**
     * Wants an outcome.
     *
     * @param wanted what came of the look
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> hasStatus(Status wanted) {
        isNotNull();
        if (actual.status() != wanted) {
            throw failure(actual.status().toString(), wanted.toString());
        }
        return this;
    }

    /**
     * Wants a version to answer after the look.
     *
     * @param version its number
     * @return this
     */
    public RetrainingOutcomeAssert<R, T> hasChampion(int version) {
        isNotNull();
        if (actual.champion() != version) {
            throw failure("version " + actual.champion() + " answers", "version " + version + " answers");
        }
        return this;
    }

    /**
     * Wants the outcome's sentence to contain a text, such as a signal's name.
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
     * Moves on to what the policy decided.
     *
     * @return assertions about the decision
     */
    public DecisionAssert decision() {
        isNotNull();
        Decision decision = actual.decision().orElseThrow(() -> failure("the policy was not asked", "a decision"));
        return new DecisionAssert(decision).as(descriptionText());
    }

    /**
     * Moves on to the training.
     *
     * @return assertions about the run
     */
    public PipelineRunAssert<R, T> run() {
        isNotNull();
        PipelineRun<R, T> run = actual.run().orElseThrow(() -> failure("nothing was trained", "a training"));
        return new PipelineRunAssert<>(run).as(descriptionText());
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

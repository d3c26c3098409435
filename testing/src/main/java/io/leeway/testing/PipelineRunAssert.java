package io.leeway.testing;

import io.leeway.evaluation.GateResult;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.PipelineRun.Status;
import io.leeway.registry.ModelVersion;
import io.leeway.testing.Figure.Subject;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Assertions about a pipeline run. A failure message shows the run's table and each gate that rejected a candidate.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class PipelineRunAssert<R, T extends Output<T>>
        extends AbstractAssert<PipelineRunAssert<R, T>, PipelineRun<R, T>> {

    PipelineRunAssert(@Nullable PipelineRun<R, T> actual) {
        super(actual, PipelineRunAssert.class);
    }

    /**
     * Verifies that a challenger passed all gates.
     *
     * @return this
     */
    public PipelineRunAssert<R, T> isPromotable() {
        isNotNull();
        recordGates();
        return hasStatus(Status.PROMOTABLE);
    }

    /**
     * Verifies that the gates rejected the challenger.
     *
     * @return this
     */
    public PipelineRunAssert<R, T> wasRejected() {
        return hasStatus(Status.REJECTED);
    }

    /**
     * Verifies that the gates rejected the challenger, and that the name or explanation of one of them contains a text.
     *
     * @param text part of a gate's name or explanation, such as {@code rocAuc}
     * @return this
     */
    public PipelineRunAssert<R, T> wasRejectedBecause(String text) {
        wasRejected();
        List<GateResult> reasons = actual.candidates().stream()
                .flatMap(each -> each.reasons().stream())
                .toList();
        if (reasons.stream()
                .noneMatch(
                        each -> each.gate().contains(text) || each.explanation().contains(text))) {
            throw failure("rejected for other reasons", "rejected because of " + text);
        }
        return this;
    }

    /**
     * Verifies that the rows failed validation, so that nothing was trained.
     *
     * @return assertions about the data quality report
     */
    public DataQualityAssert hasInvalidData() {
        hasStatus(Status.INVALID_DATA);
        return new DataQualityAssert(actual.quality()).as(descriptionText());
    }

    /**
     * Verifies that a candidate is the winner: the best of those that passed all gates.
     *
     * @param candidate its name in the pipeline
     * @return this
     */
    public PipelineRunAssert<R, T> isWonBy(String candidate) {
        isNotNull();
        String winner = actual.winner().map(Candidate::name).orElse("nobody");
        recordPurpose();
        recordState("winner", winner, candidate, winner.equals(candidate));
        if (actual.status() != Status.PROMOTABLE) {
            throw failure(actual.status().toString(), Status.PROMOTABLE.toString());
        }
        if (!winner.equals(candidate)) {
            throw failure("won by " + winner, "won by " + candidate);
        }
        return this;
    }

    /**
     * Continues with the evaluation of the challenger on the held-out rows: of the winner, or else of the best rejected
     * candidate.
     *
     * @return assertions about the evaluation
     */
    public EvaluationAssert challenger() {
        isNotNull();
        Candidate<R, T> challenger =
                actual.challenger().orElseThrow(() -> failure("nothing was trained", "a challenger"));
        return new EvaluationAssert(challenger.evaluation(), subject(challenger)).as(descriptionText());
    }

    private PipelineRunAssert<R, T> hasStatus(Status wanted) {
        isNotNull();
        recordPurpose();
        recordState("status", actual.status().toString(), wanted.toString(), actual.status() == wanted);
        if (actual.status() != wanted) {
            throw failure(actual.status().toString(), wanted.toString());
        }
        return this;
    }

    private void recordPurpose() {
        Recording recording = Recording.current();
        if (recording != null && !actual.purpose().isEmpty()) {
            recording.declare(actual.pipeline(), actual.purpose().lines());
        }
    }

    private void recordState(String metric, String observed, String wanted, boolean held) {
        Recording.note(
                Figure.state(subject().as(descriptionText()), metric, observed, wanted, held, actual.explanation()));
    }

    /** What the gates say of the challenger: each is a figure, with the interval of its metric. */
    private void recordGates() {
        Recording recording = Recording.current();
        if (recording != null) {
            actual.challenger().ifPresent(each -> each.gates()
                    .forEach(gate -> recording.add(
                            EvaluationAssert.figure(subject(each).as(descriptionText()), each.evaluation(), gate))));
        }
    }

    private Subject subject() {
        return Subject.model(
                actual.pipeline(), actual.version().map(ModelVersion::number).orElse(null));
    }

    private Subject subject(Candidate<R, T> candidate) {
        return new Subject(
                "the candidate " + candidate.name() + " of the pipeline " + actual.pipeline(),
                "",
                actual.pipeline(),
                actual.version().map(ModelVersion::number).orElse(null),
                candidate.name());
    }

    private AssertionError failure(String observed, String wanted) {
        return failureWithActualExpected(
                observed,
                wanted,
                "%nExpecting that the run of %s is%n  %s%nbut it is%n  %s%nbecause: %s%n%s%n%s",
                actual.pipeline(),
                wanted,
                observed,
                actual.explanation(),
                reasons(),
                actual);
    }

    private String reasons() {
        return actual.candidates().stream()
                .flatMap(
                        each -> each.reasons().stream().map(reason -> "  " + each.name() + ": " + reason.explanation()))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

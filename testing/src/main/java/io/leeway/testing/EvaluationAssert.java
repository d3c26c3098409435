package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Gates;
import io.leeway.evaluation.Metric;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a model's answers to rows whose truth is known.
 *
 * <p>Each is checked by the gate of the same name in {@link Gates}: a metric that is not defined on the rows, such as the ROC AUC of one
 * class only, fails. A metric of another kind of model throws {@code IllegalArgumentException}, because then the test is wrong and not the
 * model.
 */
public final class EvaluationAssert extends AbstractAssert<EvaluationAssert, Evaluation> {
    private final String subject;

    EvaluationAssert(@Nullable Evaluation actual, String subject) {
        super(actual, EvaluationAssert.class);
        this.subject = subject;
    }

    /**
     * Wants a mean negative logarithm of the probability of what happened.
     *
     * @param most the greatest value that passes
     * @return this
     */
    public EvaluationAssert hasLogLossAtMost(double most) {
        return passes(Gates.logLoss().atMost(most));
    }

    /**
     * Wants a Brier score.
     *
     * @param most the greatest value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasBrierAtMost(double most) {
        return passes(Gates.brier().atMost(most));
    }

    /**
     * Wants an expected calibration error of the positive class.
     *
     * @param most the greatest value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasCalibrationErrorAtMost(double most) {
        return passes(Gates.calibrationError().atMost(most));
    }

    /**
     * Wants an area under the ROC curve.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasRocAucAtLeast(double least) {
        return passes(Gates.rocAuc().atLeast(least));
    }

    /**
     * Wants a share of rows whose likeliest class is the true one.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasAccuracyAtLeast(double least) {
        return passes(Gates.accuracy().atLeast(least));
    }

    /**
     * Wants an F1 of the positive class: the harmonic mean of precision and recall, where a row counts as positive if that is its
     * likeliest class.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasF1AtLeast(double least) {
        return passes(Gates.f1(positiveClass()).atLeast(least));
    }

    /**
     * Wants a precision of the positive class: the share of rows predicted as positive that are.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasPrecisionAtLeast(double least) {
        return passes(Gates.precision(positiveClass()).atLeast(least));
    }

    /**
     * Wants a recall of the positive class: the share of positive rows that are predicted as such.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasRecallAtLeast(double least) {
        return passes(Gates.recall(positiveClass()).atLeast(least));
    }

    /**
     * Wants a root of the mean squared error.
     *
     * @param most the greatest value that passes, in the response's unit
     * @return this
     */
    public EvaluationAssert hasRmseAtMost(double most) {
        return passes(Gates.rmse().atMost(most));
    }

    /**
     * Wants a mean absolute error.
     *
     * @param most the greatest value that passes, in the response's unit
     * @return this
     */
    public EvaluationAssert hasMaeAtMost(double most) {
        return passes(Gates.mae().atMost(most));
    }

    /**
     * Wants a share of the response's variance that is explained.
     *
     * @param least the least value that passes, at most 1
     * @return this
     */
    public EvaluationAssert hasR2AtLeast(double least) {
        return passes(Gates.r2().atLeast(least));
    }

    /**
     * Wants rows enough to mean something.
     *
     * @param least how many there must be
     * @return this
     */
    public EvaluationAssert hasRowsAtLeast(int least) {
        isNotNull();
        if (actual.rows() < least) {
            throw failure(
                    actual.rows() + " rows", "at least " + least + " rows", "there are too few rows to judge it by");
        }
        return this;
    }

    /**
     * Wants what a gate wants, for example that of a pipeline, or of a {@link Metric} of one's own.
     *
     * @param gate the gate; it must not compare with another model
     * @return this
     * @throws IllegalArgumentException if the gate compares with another model: see {@link #passesAgainst}
     */
    public EvaluationAssert passes(Gate gate) {
        gate.baseline().ifPresent(alias -> {
            throw new IllegalArgumentException("The gate compares with \"" + alias
                    + "\": hand in that model's evaluation on the same rows with passesAgainst(...).");
        });
        return check(gate, Optional.empty());
    }

    /**
     * Wants what a gate wants that compares with another model.
     *
     * @param baseline the other model's answers to the very same rows, in the same order
     * @param gate the gate, such as {@code better().than("champion").on(logLoss()).withConfidence(0.95)}
     * @return this
     */
    public EvaluationAssert passesAgainst(Evaluation baseline, Gate gate) {
        return check(gate, Optional.of(baseline));
    }

    private EvaluationAssert check(Gate gate, Optional<Evaluation> baseline) {
        isNotNull();
        GateResult result = gate.check(actual, baseline);
        if (result.outcome() != GateResult.Outcome.PASSED) {
            String observed = result.observed().isPresent()
                    ? String.format(Locale.ROOT, "%.6g", result.observed().getAsDouble())
                    : "undefined";
            throw failure(observed, result.gate(), result.explanation());
        }
        return this;
    }

    private AssertionError failure(String observed, String wanted, String why) {
        String message = String.format(
                Locale.ROOT,
                "%nExpecting that%n  %s%non %,d rows has%n  %s%nbut was%n  %s%nbecause %s.%nAll that was measured:%n  %s",
                subject,
                actual.rows(),
                wanted,
                observed,
                why,
                actual);
        return failureWithActualExpected(observed, wanted, "%s", message);
    }

    private String positiveClass() {
        isNotNull();
        return actual.positiveClass()
                .orElseThrow(() -> new IllegalArgumentException(
                        "F1, precision and recall measure a classification, but the model is a regression."));
    }
}

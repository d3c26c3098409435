package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Gates;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/** Assertions about how good a model's answers were. Each is a gate, so that a test and a pipeline ask the same. */
public final class EvaluationAssert extends AbstractAssert<EvaluationAssert, Evaluation> {

    EvaluationAssert(Evaluation actual) {
        super(actual, EvaluationAssert.class);
    }

    /**
     * Asserts the F1 score of the positive class at one half.
     *
     * @param threshold the least value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasF1AtLeast(double threshold) {
        return hasF1AtLeast(actual.positiveClass().orElse("true"), threshold);
    }

    /**
     * Asserts the F1 score of a class.
     *
     * @param label the class
     * @param threshold the least value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasF1AtLeast(String label, double threshold) {
        return passes(Gates.f1(label).atLeast(threshold));
    }

    /**
     * Asserts the log loss.
     *
     * @param threshold the greatest value, in nats a row
     * @return this assertion
     */
    public EvaluationAssert hasLogLossAtMost(double threshold) {
        return passes(Gates.logLoss().atMost(threshold));
    }

    /**
     * Asserts the area under the ROC curve.
     *
     * @param threshold the least value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasAucAtLeast(double threshold) {
        return passes(Gates.rocAuc().atLeast(threshold));
    }

    /**
     * Asserts the Brier score.
     *
     * @param threshold the greatest value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasBrierAtMost(double threshold) {
        return passes(Gates.brier().atMost(threshold));
    }

    /**
     * Asserts the expected calibration error.
     *
     * @param threshold the greatest value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasCalibrationErrorAtMost(double threshold) {
        return passes(Gates.calibrationError().atMost(threshold));
    }

    /**
     * Asserts the accuracy.
     *
     * @param threshold the least value, 0 to 1
     * @return this assertion
     */
    public EvaluationAssert hasAccuracyAtLeast(double threshold) {
        return passes(Gates.accuracy().atLeast(threshold));
    }

    /**
     * Asserts the root of the mean squared error of a regressor.
     *
     * @param threshold the greatest value, in the response's unit
     * @return this assertion
     */
    public EvaluationAssert hasRmseAtMost(double threshold) {
        return passes(Gates.rmse().atMost(threshold));
    }

    /**
     * Asserts that a gate lets the model pass. A gate that compares with another model does not apply here, which fails.
     *
     * @param gate the gate
     * @return this assertion
     */
    public EvaluationAssert passes(Gate gate) {
        isNotNull();
        GateResult result = gate.check(actual, Optional.empty());
        if (result.outcome() != GateResult.Outcome.PASSED) {
            failWithMessage("%nExpected:%n  %s%nbut:%n  %s%nAll metrics:%n  %s", result.gate(), result, actual);
        }
        return this;
    }
}

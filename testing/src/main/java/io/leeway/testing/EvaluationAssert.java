package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.evaluation.Gates;
import io.leeway.evaluation.Metric;
import io.leeway.monitoring.performance.Interval;
import io.leeway.testing.Figure.Subject;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about an evaluation: a model's predictions on rows with known labels.
 *
 * <p>Each is checked by the gate of the same name in {@link Gates}: a metric that is not defined on the rows, such as
 * the ROC AUC of one class only, fails. A metric of the other kind of model (classification or regression) throws
 * {@code IllegalArgumentException}, because then the test is wrong, not the model.
 */
public final class EvaluationAssert extends AbstractAssert<EvaluationAssert, Evaluation> {
    private static final Pattern THRESHOLD = Pattern.compile("(.*) (at (?:least|most) \\S+)");

    private final Subject subject;

    EvaluationAssert(@Nullable Evaluation actual, Subject subject) {
        super(actual, EvaluationAssert.class);
        this.subject = subject;
    }

    /**
     * Verifies the log loss: the mean negative logarithm of the probability of the actual class.
     *
     * @param most the greatest value that passes
     * @return this
     */
    public EvaluationAssert hasLogLossAtMost(double most) {
        return passes(Gates.logLoss().atMost(most));
    }

    /**
     * Verifies the Brier score.
     *
     * @param most the greatest value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasBrierAtMost(double most) {
        return passes(Gates.brier().atMost(most));
    }

    /**
     * Verifies the expected calibration error of the positive class.
     *
     * @param most the greatest value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasCalibrationErrorAtMost(double most) {
        return passes(Gates.calibrationError().atMost(most));
    }

    /**
     * Verifies the area under the ROC curve.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasRocAucAtLeast(double least) {
        return passes(Gates.rocAuc().atLeast(least));
    }

    /**
     * Verifies the accuracy: the share of rows whose most probable class is the actual one.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasAccuracyAtLeast(double least) {
        return passes(Gates.accuracy().atLeast(least));
    }

    /**
     * Verifies the F1 score of the positive class: the harmonic mean of precision and recall, where a row is predicted
     * as positive if that is its most probable class.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasF1AtLeast(double least) {
        return passes(Gates.f1(positiveClass()).atLeast(least));
    }

    /**
     * Verifies the precision of the positive class: the share of actual positives among the rows predicted as positive.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasPrecisionAtLeast(double least) {
        return passes(Gates.precision(positiveClass()).atLeast(least));
    }

    /**
     * Verifies the recall of the positive class: the share of actual positives that are predicted as positive.
     *
     * @param least the least value that passes, in 0 to 1
     * @return this
     */
    public EvaluationAssert hasRecallAtLeast(double least) {
        return passes(Gates.recall(positiveClass()).atLeast(least));
    }

    /**
     * Verifies the root mean squared error.
     *
     * @param most the greatest value that passes, in the response's unit
     * @return this
     */
    public EvaluationAssert hasRmseAtMost(double most) {
        return passes(Gates.rmse().atMost(most));
    }

    /**
     * Verifies the mean absolute error.
     *
     * @param most the greatest value that passes, in the response's unit
     * @return this
     */
    public EvaluationAssert hasMaeAtMost(double most) {
        return passes(Gates.mae().atMost(most));
    }

    /**
     * Verifies the coefficient of determination: the share of the response's variance that the model explains.
     *
     * @param least the least value that passes, at most 1
     * @return this
     */
    public EvaluationAssert hasR2AtLeast(double least) {
        return passes(Gates.r2().atLeast(least));
    }

    /**
     * Verifies the number of rows.
     *
     * @param least the least number of rows that passes
     * @return this
     */
    public EvaluationAssert hasRowsAtLeast(int least) {
        isNotNull();
        boolean enough = actual.rows() >= least;
        Recording.note(Figure.of(
                subject.as(descriptionText()),
                "rows",
                OptionalDouble.of(actual.rows()),
                "at least " + least,
                OptionalDouble.of(least),
                enough,
                "the evaluation has " + actual.rows() + " rows"));
        if (!enough) {
            throw failure(
                    actual.rows() + " rows", "at least " + least + " rows", "there are too few rows to judge it by");
        }
        return this;
    }

    /**
     * Verifies that a gate passes, for example a gate of a pipeline, or one on a {@link Metric} of your own.
     *
     * @param gate the gate; it must not compare with another model
     * @return this
     * @throws IllegalArgumentException if the gate compares with another model: see {@link #passesAgainst}
     */
    public EvaluationAssert passes(Gate gate) {
        gate.baseline().ifPresent(alias -> {
            throw new IllegalArgumentException("The gate compares with \"" + alias
                    + "\": pass that model's evaluation on the same rows with passesAgainst(...).");
        });
        return check(gate, Optional.empty());
    }

    /**
     * Verifies that a gate passes that compares with another model.
     *
     * @param baseline the evaluation of the other model on the same rows, in the same order
     * @param gate the gate, such as {@code better().than("champion").on(logLoss()).withConfidence(0.95)}
     * @return this
     */
    public EvaluationAssert passesAgainst(Evaluation baseline, Gate gate) {
        return check(gate, Optional.of(baseline));
    }

    private EvaluationAssert check(Gate gate, Optional<Evaluation> baseline) {
        isNotNull();
        GateResult result = gate.check(actual, baseline);
        record(result);
        if (result.outcome() != GateResult.Outcome.PASSED) {
            String observed = result.observed().isPresent()
                    ? String.format(Locale.ROOT, "%.6g", result.observed().getAsDouble())
                    : "undefined";
            throw failure(observed, result.gate(), result.explanation());
        }
        return this;
    }

    private void record(GateResult result) {
        Recording recording = Recording.current();
        if (recording != null) {
            recording.add(figure(subject.as(descriptionText()), actual, result)
                    .withVerdict(result.outcome() == GateResult.Outcome.PASSED));
        }
    }

    /** The figure of a gate, with the interval of its metric if it is one that is known by name. */
    static Figure figure(Subject subject, Evaluation evaluation, GateResult result) {
        Matcher parts = THRESHOLD.matcher(result.gate());
        boolean simple = parts.matches();
        String metric = simple ? parts.group(1) : result.gate();
        Interval interval = evaluation
                .metric(metric)
                .flatMap(each -> evaluation.interval(each, CiReports.CONFIDENCE))
                .orElse(null);
        return Figure.of(
                        subject,
                        metric,
                        result.observed(),
                        simple ? parts.group(2) : aboveThreshold(result),
                        result.threshold(),
                        !result.blocks(),
                        result.explanation())
                .within(interval);
    }

    private static String aboveThreshold(GateResult result) {
        return result.threshold().isPresent()
                ? "above " + Figure.number(result.threshold().getAsDouble())
                : "";
    }

    private AssertionError failure(String observed, String wanted, String why) {
        String message = String.format(
                Locale.ROOT,
                "%nExpecting that%n  %s%non %,d rows has%n  %s%nbut was%n  %s%nbecause %s.%nAll that was measured:%n  %s",
                subject.text(),
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

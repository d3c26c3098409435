package io.leeway.evaluation;

import io.leeway.monitoring.fairness.Criterion;
import java.util.stream.Stream;

/**
 * Factories of all metrics and gates, meant for static import.
 *
 * <pre>{@code
 * f1("true").atLeast(0.35)
 * better().than("champion").on(logLoss()).withConfidence(0.95)
 * notWorse(0.005).than("champion").on(rocAuc()).withConfidence(0.95)
 * demographicParityDifference("carrier").atMost(0.2)
 * fairness(Criterion.EQUAL_OPPORTUNITY, "carrier").ratioAtLeast(0.8)
 * }</pre>
 */
public final class Gates {
    private Gates() {}

    /**
     * Returns the log loss: the mean of the negative natural logarithm of the probability of the actual class, clipped
     * at 2<sup>-52</sup>; less is better.
     *
     * @return the metric {@code logLoss}
     */
    public static Metric logLoss() {
        return Metrics.LOG_LOSS;
    }

    /**
     * Returns the Brier score: half the mean squared distance between the probabilities and the actual class (Brier
     * 1950); for two classes, the mean squared error of the probability; 0 to 1, less is better.
     *
     * @return the metric {@code brier}
     */
    public static Metric brier() {
        return Metrics.BRIER;
    }

    /**
     * Returns the accuracy: the share of rows whose most probable class is the actual one; more is better.
     *
     * @return the metric {@code accuracy}
     */
    public static Metric accuracy() {
        return Metrics.ACCURACY;
    }

    /**
     * Returns the area under the ROC curve: the probability that a row of the positive class has a higher score than
     * another row (Hanley and McNeil 1982), with ties counted half; more is better; NaN if either kind of row is
     * missing.
     *
     * @return the metric {@code rocAuc}
     */
    public static Metric rocAuc() {
        return Metrics.ROC_AUC;
    }

    /**
     * Returns the expected calibration error of the positive class; 0 to 1, less is better. It is biased upwards for
     * few rows, so comparisons by it are imprecise.
     *
     * @return the metric {@code calibrationError}
     */
    public static Metric calibrationError() {
        return Metrics.CALIBRATION_ERROR;
    }

    /**
     * Returns the F1 score of a class: the harmonic mean of precision and recall; more is better; NaN if the class
     * neither occurs nor is predicted.
     *
     * @param label the class
     * @return the metric {@code f1(label)}
     */
    public static Metric f1(String label) {
        return Metrics.f1(label);
    }

    /**
     * Returns the precision of a class: the share of rows of the class among those predicted as it; more is better; NaN
     * if none is predicted.
     *
     * @param label the class
     * @return the metric {@code precision(label)}
     */
    public static Metric precision(String label) {
        return Metrics.precision(label);
    }

    /**
     * Returns the recall of a class: the share of its rows that are predicted as it; more is better; NaN if there are
     * none.
     *
     * @param label the class
     * @return the metric {@code recall(label)}
     */
    public static Metric recall(String label) {
        return Metrics.recall(label);
    }

    /**
     * Returns the F1 score of the positive class, see {@link #f1(String)}.
     *
     * @return the metric {@code f1}
     */
    public static Metric f1() {
        return Metrics.ofThePositiveClass("f1", Metrics::f1);
    }

    /**
     * Returns the precision of the positive class, see {@link #precision(String)}.
     *
     * @return the metric {@code precision}
     */
    public static Metric precision() {
        return Metrics.ofThePositiveClass("precision", Metrics::precision);
    }

    /**
     * Returns the recall of the positive class, see {@link #recall(String)}.
     *
     * @return the metric {@code recall}
     */
    public static Metric recall() {
        return Metrics.ofThePositiveClass("recall", Metrics::recall);
    }

    /**
     * Returns the root mean squared error, in the unit of the response; less is better.
     *
     * @return the metric {@code rmse}
     */
    public static Metric rmse() {
        return Metrics.RMSE;
    }

    /**
     * Returns the mean absolute error, in the unit of the response; less is better.
     *
     * @return the metric {@code mae}
     */
    public static Metric mae() {
        return Metrics.MAE;
    }

    /**
     * Returns the coefficient of determination: the share of the response's variance that is explained; at most 1, more
     * is better; NaN for a constant response.
     *
     * @return the metric {@code r2}
     */
    public static Metric r2() {
        return Metrics.R2;
    }

    /**
     * Starts a gate that passes challengers that are better than the model to replace, with statistical confidence.
     *
     * @return a {@link Comparison} with defaults
     */
    public static Comparison better() {
        return Comparison.DEFAULT;
    }

    /**
     * Starts a gate that passes challengers that are worse than the model to replace by less than a margin, with
     * statistical confidence (a test of non-inferiority).
     *
     * @param margin the margin that still counts as not worse, in the unit of the metric; above 0
     * @return a {@link Comparison} with defaults
     * @throws IllegalArgumentException if the margin is not a number above 0
     */
    public static Comparison notWorse(double margin) {
        return Comparison.DEFAULT.allowing(margin);
    }

    /**
     * Starts a gate on the largest difference between groups in the share of rows predicted as positive (demographic
     * parity; Fairlearn's {@code demographic_parity_difference}).
     *
     * @param attribute a sensitive attribute of the schema
     * @return a {@link DemographicParity} gate with defaults
     */
    public static DemographicParity demographicParityDifference(String attribute) {
        return new DemographicParity(attribute);
    }

    /**
     * Starts a gate on a fairness criterion between the groups that sensitive attributes form.
     *
     * @param criterion what should be equal
     * @param attribute a sensitive attribute of the schema
     * @param others further attributes; groups are then the intersections
     * @return a {@link FairnessGate} with defaults
     */
    public static FairnessGate fairness(Criterion criterion, String attribute, String... others) {
        return new FairnessGate(
                criterion,
                Stream.concat(Stream.of(attribute), Stream.of(others)).toList());
    }
}

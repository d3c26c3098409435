package io.leeway.evaluation;

/**
 * The catalogue of metrics and gates.
 *
 * <pre>{@code
 * f1("true").atLeast(0.35)
 * better().than("champion").on(logLoss()).withConfidence(0.95)
 * notWorse(0.005).than("champion").on(rocAuc()).withConfidence(0.95)
 * demographicParityDifference("carrier").atMost(0.2)
 * }</pre>
 */
public final class Gates {
    private Gates() {}

    /**
     * Mean of the negative natural logarithm of the probability that the true class was given, clipped at 2<sup>-52</sup>; less is better.
     *
     * @return the metric {@code logLoss}
     */
    public static Metric logLoss() {
        return Metrics.LOG_LOSS;
    }

    /**
     * Half the mean squared distance between probabilities and truth (Brier 1950); for two classes the mean squared error of the
     * probability; 0 to 1, less is better.
     *
     * @return the metric {@code brier}
     */
    public static Metric brier() {
        return Metrics.BRIER;
    }

    /**
     * Share of rows whose likeliest class is the true one; more is better.
     *
     * @return the metric {@code accuracy}
     */
    public static Metric accuracy() {
        return Metrics.ACCURACY;
    }

    /**
     * Probability that a row of the positive class scores higher than another (Hanley and McNeil 1982), ties counted half; more is better;
     * NaN if one of the two is missing.
     *
     * @return the metric {@code rocAuc}
     */
    public static Metric rocAuc() {
        return Metrics.ROC_AUC;
    }

    /**
     * Expected calibration error of the positive class; 0 to 1, less is better. It is biased upwards for few rows, so a comparison by it is
     * rough.
     *
     * @return the metric {@code calibrationError}
     */
    public static Metric calibrationError() {
        return Metrics.CALIBRATION_ERROR;
    }

    /**
     * Harmonic mean of precision and recall of a class; more is better; NaN if the class neither is nor is predicted.
     *
     * @param label the class
     * @return the metric {@code f1(label)}
     */
    public static Metric f1(String label) {
        return Metrics.f1(label);
    }

    /**
     * Share of the rows predicted as a class that are of it; more is better; NaN if none is predicted.
     *
     * @param label the class
     * @return the metric {@code precision(label)}
     */
    public static Metric precision(String label) {
        return Metrics.precision(label);
    }

    /**
     * Share of the rows of a class that are predicted as it; more is better; NaN if there is none.
     *
     * @param label the class
     * @return the metric {@code recall(label)}
     */
    public static Metric recall(String label) {
        return Metrics.recall(label);
    }

    /**
     * Root of the mean squared error, in the response's unit; less is better.
     *
     * @return the metric {@code rmse}
     */
    public static Metric rmse() {
        return Metrics.RMSE;
    }

    /**
     * Mean absolute error, in the response's unit; less is better.
     *
     * @return the metric {@code mae}
     */
    public static Metric mae() {
        return Metrics.MAE;
    }

    /**
     * Share of the response's variance that is explained; at most 1, more is better; NaN for a constant response.
     *
     * @return the metric {@code r2}
     */
    public static Metric r2() {
        return Metrics.R2;
    }

    /**
     * Lets a challenger pass that is better than the model it would replace, beyond chance.
     *
     * @return the beginning of a {@link Comparison}
     */
    public static Comparison better() {
        return Comparison.DEFAULT;
    }

    /**
     * Lets a challenger pass that is worse by less than a margin, beyond chance (a test of non-inferiority).
     *
     * @param margin how much worse still counts as not worse, in the metric's unit; above 0
     * @return the beginning of a {@link Comparison}
     * @throws IllegalArgumentException if the margin is not a number above 0
     */
    public static Comparison notWorse(double margin) {
        return Comparison.DEFAULT.allowing(margin);
    }

    /**
     * Greatest difference between groups in the share of rows predicted as positive (demographic parity; Fairlearn's
     * {@code demographic_parity_difference}).
     *
     * @param attribute a sensitive attribute of the schema
     * @return the beginning of a {@link DemographicParity} gate
     */
    public static DemographicParity demographicParityDifference(String attribute) {
        return new DemographicParity(attribute);
    }
}

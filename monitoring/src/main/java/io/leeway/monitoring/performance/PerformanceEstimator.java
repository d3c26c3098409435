package io.leeway.monitoring.performance;

/**
 * Estimates the performance of predictions whose labels have not come yet, from labelled reference rows.
 *
 * <p>{@link #cbpe} is for classifications, {@link #dle} for regressions. Both see what changed in the rows; neither can
 * see that the same rows now have other outcomes (concept drift). Labels that have come are compared with the estimate:
 * {@link PerformanceEstimate#check()} says whether they contradict it.
 *
 * <p>Implementations are immutable and safe for use by several threads.
 *
 * <pre>{@code
 * PerformanceEstimator estimator = PerformanceEstimator.cbpe(ScoredRows.binary(probabilities).labels(actual));
 * PerformanceEstimate week = estimator.estimate(ScoredRows.binary(newProbabilities));
 * System.out.println(week.get("rocAuc"));   // rocAuc 0.7124 [0.6921, 0.7327]
 * }</pre>
 */
public interface PerformanceEstimator {
    /** The width of a band to each side: 3 standard errors. */
    double BAND_STANDARD_ERRORS = 3;

    /** The confidence of such a band if the estimate is normal: 0.9973. */
    double BAND_CONFIDENCE = 0.9973002039367398;

    /** The number of labels from which the assumption is checked, and the least number of reference rows: 100. */
    int LEAST_LABELS = 100;

    /**
     * Estimates the performance.
     *
     * @param rows predictions of the kind of the reference, with the labels that have come
     * @return the estimate; without metrics if there are no rows
     * @throws IllegalArgumentException if the rows are of another kind or have another number of classes or features than
     *     the reference
     */
    PerformanceEstimate estimate(ScoredRows rows);

    /**
     * Returns the confidence-based estimator (CBPE) of a classification. Probabilities are calibrated on the reference by
     * isotonic regression, for each class where cross-validation shows a smaller calibration error with it; the expected
     * confusion matrix and curves then follow from the probabilities (NannyML 0.13.1; Garg and others 2022 for the
     * idea). It assumes that rows with equal scores have the outcomes that they had in the reference.
     *
     * <p>Cost: for 50,000 reference rows about 0.1 seconds of a processor for each class, for an estimate of 5,000 rows 5 ms.
     *
     * @param reference rows of a classification with labels; rows without one are ignored
     * @return the estimator
     * @throws IllegalArgumentException if this is a regression, or has fewer than {@value #LEAST_LABELS} labels
     */
    static PerformanceEstimator cbpe(ScoredRows reference) {
        return ConfidenceBasedEstimator.fit(reference);
    }

    /**
     * Returns the direct loss estimator (DLE) of a regression with the default learner: gradient-boosted trees of at most
     * 31 leaves, 100 of them, written for this purpose (Friedman 2001, with histograms). Cost: for 10,000 reference rows of 8 columns about 0.4
     * seconds of a processor, for an estimate of 2,000 rows 20 ms.
     *
     * @param reference rows of a regression with features and labels; rows without a label are ignored
     * @return the estimator
     * @throws IllegalArgumentException if this is no regression, or has fewer than {@value #LEAST_LABELS} labels
     */
    static PerformanceEstimator dle(ScoredRows reference) {
        return dle(reference, new BoostedLoss());
    }

    /**
     * Returns the direct loss estimator (DLE) of a regression: for each kind of loss a model learns, from the features
     * and the prediction, how large it is (NannyML 0.13.1). It assumes that rows with equal features and predictions have
     * the losses that they had in the reference.
     *
     * @param reference rows of a regression with features and labels; rows without a label are ignored. They should not
     *     be those that the model was trained on, whose losses are too small
     * @param learner fits the models of the losses
     * @return the estimator
     * @throws IllegalArgumentException if this is no regression, or has fewer than {@value #LEAST_LABELS} labels
     */
    static PerformanceEstimator dle(ScoredRows reference, LossLearner learner) {
        return DirectLossEstimator.fit(reference, learner);
    }
}

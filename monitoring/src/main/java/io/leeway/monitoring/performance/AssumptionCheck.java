package io.leeway.monitoring.performance;

/**
 * Whether the labels that came contradict the assumption of an estimate: that rows like those of the reference still have
 * the outcomes that they had there.
 *
 * @param outcome the conclusion
 * @param labels the number of labels that it rests on
 * @param pValue the probability of such a difference if the assumption holds and rows, or the clusters that were given, are
 *     independent; NaN if there were too few labels or clusters
 * @param explanation one sentence with the observation and what follows
 */
public record AssumptionCheck(Outcome outcome, long labels, double pValue, String explanation) {
    /** The p-value below which labels contradict the assumption: 0.01. */
    public static final double ALPHA = 0.01;

    /** The conclusion of a check. */
    public enum Outcome {
        /** The labels do not contradict the assumption. */
        CONSISTENT,
        /** The labels contradict the assumption: the estimate is not to be relied on. */
        CONTRADICTED,
        /** There are too few labels to check. */
        INSUFFICIENT_DATA
    }

    static AssumptionCheck insufficient(long labels) {
        return new AssumptionCheck(
                Outcome.INSUFFICIENT_DATA,
                labels,
                Double.NaN,
                "the assumption is not checked: " + labels + " labels came, " + PerformanceEstimator.LEAST_LABELS
                        + " are needed");
    }

    static AssumptionCheck insufficientClusters(long labels, int least) {
        return new AssumptionCheck(
                Outcome.INSUFFICIENT_DATA,
                labels,
                Double.NaN,
                "the assumption is not checked: the " + labels + " labels are of fewer than " + least
                        + " clusters, which say too little about how clusters differ");
    }

    /** Returns the outcome and the explanation. */
    @Override
    public String toString() {
        return outcome + ": " + explanation;
    }
}

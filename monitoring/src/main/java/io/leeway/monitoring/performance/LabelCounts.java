package io.leeway.monitoring.performance;

/**
 * Counts of matched, waiting and dropped predictions and labels.
 * {@code predictions == matched + replaced + expired + waiting}.
 *
 * @param predictions recorded predictions
 * @param matched labels that were joined with their prediction
 * @param unknown labels without a waiting prediction: the id was never predicted, already labelled, or expired
 * @param replaced predictions that were replaced because their id was predicted again before its label arrived
 * @param expired predictions dropped because of their age or for lack of room
 * @param waiting predictions that wait for a label
 */
public record LabelCounts(long predictions, long matched, long unknown, long replaced, long expired, long waiting) {

    /** No predictions and no labels. */
    public static final LabelCounts NONE = new LabelCounts(0, 0, 0, 0, 0, 0);
}

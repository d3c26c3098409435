package io.leeway.monitoring.performance;

/**
 * What became of predictions and labels so far. {@code predictions == matched + replaced + expired + waiting}.
 *
 * @param predictions predictions handed in
 * @param matched labels that met their prediction
 * @param unknown labels whose id is not waiting: never predicted, already labelled, or expired
 * @param replaced predictions whose id was still waiting when it was predicted again; the newer one waits
 * @param expired predictions given up, for age or for want of room
 * @param waiting predictions that wait now
 */
public record LabelCounts(long predictions, long matched, long unknown, long replaced, long expired, long waiting) {

    /** No prediction, no label. */
    public static final LabelCounts NONE = new LabelCounts(0, 0, 0, 0, 0, 0);
}

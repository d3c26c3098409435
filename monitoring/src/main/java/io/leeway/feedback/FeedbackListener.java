package io.leeway.feedback;

/**
 * Is told what becomes of recorded rows, in the log's order. Called within the log's lock by the thread that records or labels: it must be quick, and must
 * not call the log. What it throws is logged and has no other effect.
 */
public interface FeedbackListener {
    /**
     * Is told of a first label or a correction; duplicates and labels of unknown rows are not told.
     *
     * @param label the label
     */
    void labelled(FeedbackLabel label);

    /**
     * Is told that old rows were dropped, whose labels can no longer come.
     *
     * @param before the lowest position that is kept, see {@link Admission#recorded}
     */
    void dropped(long before);
}

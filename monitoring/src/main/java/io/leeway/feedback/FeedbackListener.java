package io.leeway.feedback;

import io.leeway.schema.RowCells;

/**
 * Is told what becomes of recorded rows, in the log's order. All methods but {@link #afterwards} are called within the log's lock by the thread that records
 * or labels: they must be quick, and must not call the log. What they throw is logged and has no other effect.
 */
public interface FeedbackListener {
    /**
     * Is told that a row was recorded, before a label that had waited for it.
     *
     * @param position where the row stands in the log: later rows and labels have higher positions
     * @param row its cells; not used after this method returns
     * @param answer what was answered; not used after this method returns
     * @param millis when it was recorded, epoch milliseconds by the log's clock
     */
    default void recorded(long position, RowCells row, FeedbackAnswer answer, long millis) {}

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

    /**
     * Is told of a mark.
     *
     * @param mark the mark
     */
    default void marked(FeedbackMark mark) {}

    /** Is called after each row, label or mark by the thread that gave it, without the log's lock: it may call the log, and may take that thread's time. */
    default void afterwards() {}
}

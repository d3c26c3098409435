package io.leeway.feedback;

/**
 * Takes part in the recording of a row, for code whose state must agree with the order of the log, such as a model that learns from it. Both methods
 * are called by the recording thread within the log's lock: they must be quick, and must not call the log.
 */
public interface Admission {
    /**
     * Decides whether the row may be recorded, right before it is.
     *
     * @return false if the answer is out of date: nothing is recorded then
     */
    boolean admits();

    /**
     * Is told that the row was recorded, before any later row or label, also before a label that had waited for it.
     *
     * @param position where the row stands in the log: later rows have higher positions, and it never changes
     */
    void recorded(long position);
}

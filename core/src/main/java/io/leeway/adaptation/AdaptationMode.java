package io.leeway.adaptation;

/** What an adaptation may do with what it has learnt. */
public enum AdaptationMode {
    /** Nothing is kept and nothing is learnt: answers are the champion's. */
    OFF,
    /** Answers are the champion's; the adaptation learns, and measures what its own answers would have won or lost. */
    WATCH,
    /** As {@link #WATCH}, and says once when its own answers would have won so much that it should act. */
    PROPOSE,
    /** Answers are the adaptation's. */
    ACT;

    /**
     * Returns whether labels teach.
     *
     * @return false if it is off
     */
    public boolean learns() {
        return this != OFF;
    }
}

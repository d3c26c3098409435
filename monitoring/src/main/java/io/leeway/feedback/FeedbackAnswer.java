package io.leeway.feedback;

import org.jspecify.annotations.Nullable;

/** What was answered to a row that is recorded. Valid only while a {@link FeedbackListener} is told of it. */
public interface FeedbackAnswer {
    /**
     * Returns the version that answered.
     *
     * @return 0 or more
     */
    long version();

    /**
     * Returns the adaptation's revision that answered.
     *
     * @return 0 where none was given
     */
    long revision();

    /**
     * Returns the answer, if it was a number.
     *
     * @return the number; NaN if the answer was a class
     */
    double number();

    /**
     * Returns the answer, if it was a class.
     *
     * @return the class; null if the answer was a number
     */
    @Nullable
    String text();

    /**
     * Returns what was answered beside that: the probability of each class, or the lower and the upper end of the band of a number.
     *
     * @return neither to be kept nor to be changed; null if there was nothing
     */
    double @Nullable [] values();
}

package io.leeway.feedback;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened in a log.
 *
 * @param <R> the type of a row
 */
public sealed interface FeedbackEvent<R> {
    /**
     * Returns where it stands in the log.
     *
     * @return the position: later events have higher ones
     */
    long position();

    /**
     * A row was recorded.
     *
     * @param position where it stands in the log
     * @param id its id; empty without one
     * @param entry the row as it was recorded, without its label, and the answer
     * @param <R> the type of a row
     */
    record Recorded<R>(long position, Optional<RowId> id, FeedbackEntry<R> entry) implements FeedbackEvent<R> {}

    /**
     * A label came.
     *
     * @param position where it stands in the log
     * @param row the position of its row, which may have been dropped since
     * @param correction whether the row had another label before
     * @param number the label, if the response is a number; NaN otherwise
     * @param text the label, if the response is a text, {@code "true"} and {@code "false"} for booleans
     * @param at when it came, by the log's clock
     * @param <R> the type of a row
     */
    record Labelled<R>(long position, long row, boolean correction, double number, Optional<String> text, Instant at)
            implements FeedbackEvent<R> {}

    /**
     * A mark was made.
     *
     * @param mark the mark
     * @param <R> the type of a row
     */
    record Marked<R>(FeedbackMark mark) implements FeedbackEvent<R> {
        @Override
        public long position() {
            return mark.position();
        }
    }

    /**
     * Old rows were dropped: their labels can no longer come.
     *
     * @param position where it stands in the log
     * @param before the lowest position that was kept
     * @param <R> the type of a row
     */
    record Dropped<R>(long position, long before) implements FeedbackEvent<R> {}

    /**
     * Records before this position are damaged or gone, and what they said is unknown. What a write left behind that was cut short is not damage.
     *
     * @param position where the next sound record stands
     * @param place the damaged file
     * @param <R> the type of a row
     */
    record Damaged<R>(long position, String place) implements FeedbackEvent<R> {}
}

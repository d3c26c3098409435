package io.leeway.feedback;

import java.time.Instant;
import java.util.Optional;

/**
 * A label that became known to a log.
 *
 * @param position where the label stands in the log
 * @param row the position of the row that it belongs to, see {@link Admission#recorded}
 * @param id the row's id
 * @param outcome {@link LabelOutcome#JOINED}, {@link LabelOutcome#LATE} or {@link LabelOutcome#CORRECTED}
 * @param number the label, if the response is a number; NaN otherwise
 * @param text the label, if the response is a text, {@code "true"} and {@code "false"} for booleans
 * @param at when it came, by the log's clock
 */
public record FeedbackLabel(
        long position, long row, RowId id, LabelOutcome outcome, double number, Optional<String> text, Instant at) {}

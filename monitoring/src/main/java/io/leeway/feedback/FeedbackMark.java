package io.leeway.feedback;

import java.time.Instant;

/**
 * Something that happened between rows and labels, and that matters to those who follow a log: what they did at a mark, they can do again when the log is
 * read.
 *
 * @param position where it stands in the log, see {@link Admission#recorded}
 * @param name what it means
 * @param number a number
 * @param text a text
 * @param at when it was made, by the log's clock
 */
public record FeedbackMark(long position, String name, long number, String text, Instant at) {}

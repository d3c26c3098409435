package io.leeway.monitoring.signature;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something broken in a block: what, where, since when, and rows that show it.
 *
 * @param feature the feature that is wrong; {@link #ROWS} if no feature is, but the rows as such
 * @param kind what is wrong with it
 * @param sentence the finding in words, such as {@code temp reads like degrees Celsius}
 * @param strength how many standard deviations of the reference's blocks it lies outside of them, by Student's prediction interval; above 0
 * @param affected how many rows show it; where rows are lacking, how many
 * @param rows up to {@value #EXAMPLES} of them: their ids, or their places in the block if it has no ids; where rows are lacking, rows that came
 *     meanwhile, or the last one before
 * @param since the time of the first row that shows it; empty if the block has no times
 * @param until the time of the last row that shows it; empty if the block has no times
 * @param segment where most of the rows that show it come from; empty if they come from everywhere
 */
public record Finding(
        String feature,
        SignatureKind kind,
        String sentence,
        double strength,
        long affected,
        List<Long> rows,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<Segment> segment) {

    /** Stands for a feature where the rows as such are wrong. */
    public static final String ROWS = "rows";

    /** How many rows a finding names at most. */
    public static final int EXAMPLES = 5;

    /**
     * Copies the list.
     *
     * @param feature the feature that is wrong
     * @param kind what is wrong with it
     * @param sentence the finding in words
     * @param strength how many standard deviations of the blocks it lies outside of them
     * @param affected how many rows show it
     * @param rows some of them
     * @param since the time of the first of them
     * @param until the time of the last of them
     * @param segment where most of them come from
     */
    public Finding {
        rows = List.copyOf(rows);
    }

    /** Returns the finding in one line: the sentence, since when, where, and how many rows. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(sentence);
        since.ifPresent(at -> line.append(" since ").append(at));
        segment.ifPresent(where ->
                line.append(", where ").append(where.feature()).append(" is ").append(where.category()));
        return line.append("; ").append(Words.rows(affected)).toString();
    }
}

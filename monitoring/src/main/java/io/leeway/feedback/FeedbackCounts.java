package io.leeway.feedback;

/**
 * What a log holds and what became of rows and labels. After reopening, rows and labels that were dropped before are not
 * counted any more, nor are duplicates, which are not stored.
 *
 * @param rows the rows that are kept
 * @param waiting those of them without a label
 * @param labelled those of them with one
 * @param neverLabelled rows that were dropped without a label ever having come
 * @param labels first labels of rows
 * @param late those of them that came later than expected
 * @param corrected labels that replaced another one of the same row
 * @param duplicate labels that their row had already; they are not stored
 * @param early labels that came before their row and were joined when it came
 * @param earlyWaiting labels that wait for their row
 * @param unknown labels of no row: dropped, because the row did not come in time or was not kept any more
 * @param repeatedIds rows whose id an older row had, which gets no further label
 * @param clockStepsBack how many rows and labels were stamped earlier than the one before
 * @param damagedBytes bytes in the folder that cannot be read, the torn ends of killed processes among them
 * @param unreadable rows and labels that could be read but for a text that was in damaged bytes
 * @param segments the segments that are kept
 * @param bytes their size
 */
public record FeedbackCounts(
        long rows,
        long waiting,
        long labelled,
        long neverLabelled,
        long labels,
        long late,
        long corrected,
        long duplicate,
        long early,
        long earlyWaiting,
        long unknown,
        long repeatedIds,
        long clockStepsBack,
        long damagedBytes,
        long unreadable,
        int segments,
        long bytes) {}

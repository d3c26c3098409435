package io.leeway.feedback;

/** What became of rows and labels so far. Guarded by the lock of the log. */
final class Tally {
    long neverLabelled;
    long labels;
    long late;
    long corrected;
    long duplicate;
    long early;
    long unknown;
    long repeatedIds;
    long clockStepsBack;
    long damagedBytes;
    long unreadable;

    FeedbackCounts counts(long rows, long waiting, long earlyWaiting, int segments, long bytes) {
        return new FeedbackCounts(
                rows,
                waiting,
                rows - waiting,
                neverLabelled,
                labels,
                late,
                corrected,
                duplicate,
                early,
                earlyWaiting,
                unknown,
                repeatedIds,
                clockStepsBack,
                damagedBytes,
                unreadable,
                segments,
                bytes);
    }
}

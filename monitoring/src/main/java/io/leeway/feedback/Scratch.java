package io.leeway.feedback;

import io.leeway.schema.RowCells;
import org.jspecify.annotations.Nullable;

/** What one thread is recording: a row's cells and what was answered. Reused. */
final class Scratch {
    /** What this thread reads rows into. */
    final RowCells own;

    /** The row. */
    RowCells cells;

    IdKind idKind = IdKind.NONE;
    long idHigh;
    long idLow;
    long version;
    long revision;
    double answer;

    /** Counts as the answer unless it is null. */
    @Nullable
    String answerText;

    /** The champion's own score where an adaptation corrected it, NaN otherwise. */
    double champion;

    Scratch(RowCells cells) {
        own = cells;
        this.cells = cells;
    }

    /** Sets what was answered, after checking it. */
    void answered(double number, @Nullable String text, double championScore, long byVersion, long byRevision) {
        if (text == null && !Double.isFinite(number)) {
            throw new InvalidFeedbackException(
                    Double.toString(number), "a model cannot have answered " + number + ": count failures elsewhere");
        }
        if (byVersion < 0 || byRevision < 0) {
            throw new InvalidFeedbackException(
                    byVersion + "/" + byRevision,
                    "version " + byVersion + ", revision " + byRevision + ": both start at 0");
        }
        answer = number;
        answerText = text;
        champion = championScore;
        version = byVersion;
        revision = byRevision;
    }
}

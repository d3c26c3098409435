package io.leeway.feedback;

import io.leeway.schema.RowCells;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one thread is recording: a row's cells and what was answered. Reused. */
final class Scratch implements FeedbackAnswer {
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

    /** The answered probability of each class, or the ends of a band; the caller's, not copied. */
    double @Nullable [] values;

    /** The champion's own probabilities where an adaptation corrected them; the caller's, not copied. */
    double @Nullable [] championProbabilities;

    Scratch(RowCells cells) {
        own = cells;
        this.cells = cells;
    }

    /** Sets the row. A thread's cells are the same from row to row, and a reference that is stored costs the collector's barrier. */
    void of(RowCells row) {
        if (cells != row) {
            cells = row;
        }
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long revision() {
        return revision;
    }

    @Override
    public double number() {
        return answer;
    }

    @Override
    public @Nullable String text() {
        return answerText;
    }

    @Override
    public double @Nullable [] values() {
        return values;
    }

    void id(long high, long low) {
        idHigh = high;
        idLow = low;
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
        values = null;
        championProbabilities = null;
    }

    /** Sets the probabilities of classes that were answered, after checking them. */
    void answered(String text, double[] each, double @Nullable [] champion, long byVersion, long byRevision) {
        answered(Double.NaN, text, Double.NaN, byVersion, byRevision);
        requireProbabilities(each);
        if (champion != null) {
            requireProbabilities(champion);
            if (champion.length != each.length) {
                throw refused(champion, "the answer has " + each.length + " classes");
            }
        }
        values = each;
        championProbabilities = champion;
    }

    /** Sets a number that was answered with its band, after checking them. */
    void answeredWithBand(double number, double[] band, double championScore, long byVersion, long byRevision) {
        answered(number, null, championScore, byVersion, byRevision);
        if (band.length != 2 || !Double.isFinite(band[0]) || !Double.isFinite(band[1]) || band[0] > band[1]) {
            String value = Arrays.toString(band);
            throw new InvalidFeedbackException(
                    value, value + " cannot be a band: give its lower and its upper end, both finite");
        }
        values = band;
    }

    private static void requireProbabilities(double[] each) {
        if (each.length < 2 || each.length > RecordWriter.MOST_CLASSES) {
            throw refused(each, "there are 2 to " + RecordWriter.MOST_CLASSES + " classes");
        }
        for (double probability : each) {
            if (!(probability >= 0 && probability <= 1)) {
                throw refused(each, "each is at least 0 and at most 1");
            }
        }
    }

    private static InvalidFeedbackException refused(double[] each, String why) {
        String value = Arrays.toString(each);
        return new InvalidFeedbackException(value, value + " cannot be the probabilities of classes: " + why);
    }
}

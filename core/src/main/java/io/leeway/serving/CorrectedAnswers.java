package io.leeway.serving;

import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.CorrectedScore;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.Revision;
import io.leeway.feedback.Admission;
import io.leeway.feedback.FeedbackLog;
import io.leeway.schema.RowCells;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the answers of champions by the part that this process takes, and records them in a log. Corrections are kept within the log's lock; an answer of a revision that is
 * outdated by then is not recorded, but corrected anew.
 */
final class CorrectedAnswers<R> {
    private final FeedbackLog<R> log;
    private final @Nullable Bands<R> bands;
    private final ThreadLocal<Turn> turns;
    private volatile Part<R> part;

    CorrectedAnswers(FeedbackLog<R> log, Part<R> part, @Nullable Bands<R> bands) {
        this.log = log;
        this.part = part;
        this.bands = bands;
        this.turns = ThreadLocal.withInitial(Turn::new);
    }

    Part<R> part() {
        return part;
    }

    /** Corrects by another part from now on. */
    void by(Part<R> next) {
        part = next;
    }

    /** What one thread records now. */
    private final class Turn implements Admission {
        private final double[] score = new double[1];
        private final double[] ends = new double[2];

        /** Null where no band is recorded. */
        private @Nullable R row;

        private Part<R> by = part;
        private @Nullable CorrectedScore correction;

        /** References that stay the same are not stored again: each costs the collector's barrier. */
        void begin(Part<R> part, @Nullable CorrectedScore keeps) {
            if (by != part) {
                by = part;
            }
            if (correction != keeps) {
                correction = keeps;
            }
        }

        @Override
        public boolean admits() {
            CorrectedScore mine = correction;
            LoggedAdapter<R> state = by.state;
            return by == part
                    && (mine == null || state == null || state.adapter().admit(mine));
        }

        @Override
        public void recorded(long position) {
            CorrectedScore mine = correction;
            LoggedAdapter<R> state = by.state;
            if (mine != null && state != null && !state.adapter().keep(position, mine)) {
                throw new IllegalStateException("revision " + mine.revision() + " was replaced while it was recorded");
            }
            if (by.keeper != null) {
                by.keeper.recorded();
            }
        }
    }

    /** Corrects a champion's score, and records its band if there is one, like {@link #answer(RowCells, double[], Classes, Revision, int)}. */
    @Nullable
    CorrectedScore answer(R given, RowCells row, double champion, @Nullable Revision revision, int version) {
        Turn turn = turns.get();
        turn.score[0] = champion;
        turn.row = bands == null ? null : given;
        return answer(turn, row, turn.score, null, revision, version);
    }

    /** Names the class that probabilities answer. */
    interface Classes {
        String mostProbable(double[] probabilities);
    }

    /**
     * Corrects what a champion says by a revision, or a newer one, and records the answer.
     *
     * @param champion its score, or the probability of each class
     * @param classes null for a score
     * @return the correction that is the answer; null if the champion answers
     */
    @Nullable
    CorrectedScore answer(
            RowCells row, double[] champion, @Nullable Classes classes, @Nullable Revision revision, int version) {
        return answer(turns.get(), row, champion, classes, revision, version);
    }

    private @Nullable CorrectedScore answer(
            Turn turn,
            RowCells row,
            double[] champion,
            @Nullable Classes classes,
            @Nullable Revision revision,
            int version) {
        Revision by = revision;
        while (true) {
            Part<R> now = part;
            CorrectedScore correction = null;
            CorrectedScore keeps = null;
            boolean acts = true;
            LoggedAdapter<R> state = now.state;
            RevisionFollower<R> follows = now.follower();
            if (follows != null) {
                correction = follows.correct(row, champion);
            } else if (by != null && state != null && state.mode().learns() && state.champion() == version) {
                // Rows that a version has scored before another took over are answered by it alone.
                correction = state.adapter().correctCells(by, row, champion);
                acts = state.mode() == AdaptationMode.ACT;
                keeps = correction;
            }
            turn.begin(now, keeps);
            if (record(turn, row, champion, classes, correction, acts, version)) {
                return acts ? correction : null;
            }
            // A label came meanwhile, or this process took over.
            by = state == null ? by : state.adapter().revision();
        }
    }

    /** Records the answer, which is the correction's if that acts; false if its revision is outdated. */
    private boolean record(
            Turn turn,
            RowCells row,
            double[] champion,
            @Nullable Classes classes,
            @Nullable CorrectedScore correction,
            boolean acts,
            int version) {
        long revision = correction == null ? Revision.NONE : correction.revision();
        if (classes == null) {
            double answer = correction != null && acts ? correction.answer() : champion[0];
            double own = correction == null ? Double.NaN : champion[0];
            R given = turn.row;
            Bands<R> by = bands;
            if (by == null || given == null) {
                return log.recordCells(row, answer, own, version, revision, turn);
            }
            by.ends(given, answer, turn.ends);
            return log.recordCells(row, answer, turn.ends, own, version, revision, turn);
        }
        double[] answer = correction != null && acts ? correction.answers() : champion;
        String label = classes.mostProbable(answer);
        return log.recordCells(row, label, answer, correction == null ? null : champion, version, revision, turn);
    }
}

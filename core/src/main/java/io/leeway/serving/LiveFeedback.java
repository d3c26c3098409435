package io.leeway.serving;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.AnyAdapter;
import io.leeway.adaptation.CorrectedScore;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.Revision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.Admission;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackListener;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackMark;
import io.leeway.feedback.LabelOutcome;
import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.schema.RowCells;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Records answers in a log, and hands its labels to those who learn from them. What an adapter learns follows from the log's order alone: answers are
 * kept, and labels learnt, within the log's lock; an answer of a revision that is outdated by then is not recorded.
 */
final class LiveFeedback<R> implements FeedbackListener {
    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    /** The newest rows of the log by which what was learnt is translated when another version takes over. */
    private static final int TRANSLATED_BY = 5_000;

    private final FeedbackLog<R> log;
    private final @Nullable LoggedAdapter<R> state;
    private final @Nullable RevisionKeeper<R> keeper;
    private final @Nullable RevisionFollower<R> follower;
    private final @Nullable Executor learner;
    private final @Nullable ModelMonitor<R> monitor;
    private final String positive;
    private final ThreadLocal<Turn> turns;

    /** What is done at the mark at which another version takes over, within the log's lock. */
    private volatile @Nullable Runnable takesOver;

    private LiveFeedback(
            FeedbackLog<R> log,
            @Nullable LoggedAdapter<R> state,
            @Nullable RevisionKeeper<R> keeper,
            @Nullable RevisionFollower<R> follower,
            @Nullable Executor learner,
            @Nullable ModelMonitor<R> monitor,
            String positive) {
        this.log = log;
        this.state = state;
        this.keeper = keeper;
        this.follower = follower;
        this.learner = learner;
        this.monitor = monitor;
        this.positive = positive;
        this.turns = ThreadLocal.withInitial(Turn::new);
    }

    /** Null if there is no log. */
    static <R> @Nullable LiveFeedback<R> of(LiveModelBuilder<R, ?> builder, Served<R, ?> first) {
        FeedbackLog<R> log = builder.feedback;
        if (log == null) {
            if (builder.adapts()) {
                throw incomplete("labels come by a log of feedback: give it by feedback(log)");
            }
            return null;
        }
        log.requireSchema(builder.schema);
        if (builder.adapts() && builder.schema.idType().isEmpty()) {
            throw incomplete("labels are joined by the id of the row: name the column by Schema.id(name)");
        }
        TrainedModel<R, ?> model = first.model();
        String positive = model.positiveClass().orElse("");
        LoggedAdapter<R> fresh = builder.adapts() && builder.revisions == null
                ? new LoggedAdapter<>(builder.freshAdapter(model), positive, AdaptationMode.ACT)
                : null;
        ModelMonitor<R> monitor = builder.monitor;
        int version = first.number();
        boolean joins = monitor != null && builder.schema.hasId() && !model.needsAllScores();
        RevisionPolicy policy = builder.revisions;
        RevisionKeeper<R> keeper = builder.adapts() && policy != null
                ? new RevisionKeeper<>(builder, policy, log, model, first.version())
                : null;
        LoggedAdapter<R> state = keeper != null ? keeper.state() : fresh;
        if (state != null && state.champion() == 0) {
            state.champion(version);
        }
        RevisionFollower<R> follower = null;
        if (builder.follows) {
            follower = new RevisionFollower<>(RevisionStore.of(builder.registry, builder.name), builder.schema);
            follower.refresh();
        }
        LiveFeedback<R> feedback =
                new LiveFeedback<>(log, state, keeper, follower, builder.learner, joins ? monitor : null, positive);
        feedback.requireAdaptable(model);
        log.follow(feedback);
        return feedback;
    }

    static AdaptationException incomplete(String what) {
        return new AdaptationException(AdaptationException.Reason.INCOMPLETE, "a live model cannot adapt: " + what);
    }

    /** Refuses a version that the adapter cannot correct. */
    void requireAdaptable(TrainedModel<?, ?> model) {
        AnyAdapter<R> by = adapter();
        if (by == null) {
            return;
        }
        boolean number = model.kind() != ModelKind.CLASSIFICATION;
        List<String> classes = number ? List.of() : model.classes();
        boolean fits = model.needsAllScores()
                ? by.classes().equals(classes)
                : by.classes().isEmpty() && by.predictsNumbers() == number;
        if (!fits) {
            String corrects =
                    by.predictsNumbers() ? "numbers" : by.classes().isEmpty() ? "one probability" : by.classes() + "";
            throw new AdaptationException(
                    AdaptationException.Reason.UNSUPPORTED_MODEL,
                    "the model predicts " + (number ? "a number" : classes) + ", and the adaptation corrects "
                            + corrects
                            + ": a model of other classes needs an adaptation, and a name in the registry, of its own");
        }
    }

    @Nullable
    AnyAdapter<R> adapter() {
        return state == null ? null : state.adapter();
    }

    /** What answers if another process learns; null if this one does, or none. */
    @Nullable
    RevisionFollower<R> follower() {
        return keeper == null ? follower : keeper.follower();
    }

    @Nullable
    RevisionKeeper<R> keeper() {
        return keeper;
    }

    /** What one thread records now. */
    private final class Turn implements Admission {
        private final double[] score = new double[1];
        private @Nullable CorrectedScore correction;

        @Override
        public boolean admits() {
            CorrectedScore mine = correction;
            return mine == null || state == null || state.adapter().admit(mine);
        }

        @Override
        public void recorded(long position) {
            CorrectedScore mine = correction;
            if (mine != null && state != null && !state.adapter().keep(position, mine)) {
                throw new IllegalStateException("revision " + mine.revision() + " was replaced while it was recorded");
            }
            if (keeper != null) {
                keeper.recorded();
            }
        }
    }

    /** Corrects a champion's score like {@link #answer(RowCells, double[], Classes, Revision, int)}. */
    @Nullable
    CorrectedScore answer(RowCells row, double champion, @Nullable Revision revision, int version) {
        double[] score = turns.get().score;
        score[0] = champion;
        return answer(row, score, null, revision, version);
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
        Turn turn = turns.get();
        turn.correction = null;
        RevisionFollower<R> follows = follower();
        if (follows != null) {
            CorrectedScore correction = follows.correct(row, champion);
            record(row, champion, classes, correction, correction != null, version);
            return correction;
        }
        Revision by = revision;
        // Rows that a version has scored before another took over are answered by it alone.
        while (by != null && state != null && state.mode().learns() && state.champion() == version) {
            CorrectedScore correction = state.adapter().correctCells(by, row, champion);
            boolean acts = state.mode() == AdaptationMode.ACT;
            turn.correction = correction;
            if (record(row, champion, classes, correction, acts, version)) {
                return acts ? correction : null;
            }
            // A label came meanwhile.
            turn.correction = null;
            by = state.adapter().revision();
        }
        record(row, champion, classes, null, false, version);
        return null;
    }

    /** Records the answer, which is the correction's if that acts; false if its revision is outdated. */
    private boolean record(
            RowCells row,
            double[] champion,
            @Nullable Classes classes,
            @Nullable CorrectedScore correction,
            boolean acts,
            int version) {
        Turn turn = turns.get();
        long revision = correction == null ? Revision.NONE : correction.revision();
        if (classes == null) {
            double answer = correction != null && acts ? correction.answer() : champion[0];
            return log.recordCells(row, answer, correction == null ? Double.NaN : champion[0], version, revision, turn);
        }
        double[] answer = correction != null && acts ? correction.answers() : champion;
        String label = classes.mostProbable(answer);
        return log.recordCells(row, label, answer, correction == null ? null : champion, version, revision, turn);
    }

    @Override
    public void labelled(FeedbackLabel label) {
        try {
            if (monitor != null) {
                measure(monitor, label);
            }
        } finally {
            // A correction teaches nothing: its row was learnt from, and no longer waits.
            if (state != null
                    && follower() == null
                    && state.mode().learns()
                    && label.outcome() != LabelOutcome.CORRECTED) {
                learn(state, label);
                if (keeper != null) {
                    keeper.labelled(label);
                }
            }
        }
    }

    private void learn(LoggedAdapter<R> by, FeedbackLabel label) {
        try {
            by.label(label, learner);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.WARNING, "the executor refused to learn a label; it is learnt with the next", e);
        }
    }

    private void measure(ModelMonitor<R> by, FeedbackLabel label) {
        if (label.id().number().isPresent()) {
            long id = label.id().number().getAsLong();
            double actual = positive.isEmpty()
                    ? label.number()
                    : LoggedAdapter.isClass(positive, label.number(), label.text()) ? 1 : 0;
            by.label(id, actual, label.at());
        }
    }

    @Override
    public void marked(FeedbackMark mark) {
        Runnable exchange = takesOver;
        if (exchange != null && mark.name().equals(AdaptationAction.CHAMPION.mark())) {
            exchange.run();
        }
        if (keeper != null) {
            keeper.marked(mark);
        } else if (exchange != null && state != null) {
            state.apply(mark);
        }
    }

    /** Whether {@link #takeOver} must be called when another version takes over. */
    boolean translates() {
        return state != null && follower() == null;
    }

    /**
     * Lets another version take over at a mark in the log, where what was learnt is translated from the version before. If that is not possible, what was learnt
     * is carried on as it is.
     *
     * @param before the model so far; null if it cannot be loaded
     * @param exchange lets the other version answer by the revision that follows
     */
    void takeOver(@Nullable TrainedModel<R, ?> before, Served<R, ?> next, Runnable exchange) {
        LoggedAdapter<R> by = Objects.requireNonNull(state);
        String translation = before == null ? null : translation(by, before, next.model());
        takesOver = exchange;
        try {
            if (keeper != null) {
                keeper.takeOver(next.version(), translation);
            } else {
                AdaptationAction action = AdaptationAction.CHAMPION;
                if (translation != null) {
                    log.mark(LoggedAdapter.TRANSLATION, next.number(), translation);
                }
                log.mark(action.mark(), next.number(), next.version().name() + " answers from now on");
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "what was learnt was not committed when version " + next.number() + " took over", e);
        } finally {
            takesOver = null;
        }
    }

    private @Nullable String translation(LoggedAdapter<R> by, TrainedModel<R, ?> before, TrainedModel<R, ?> next) {
        try {
            return by.translation(
                    log.newest(TRANSLATED_BY),
                    row -> ChampionScores.of(before, row),
                    row -> ChampionScores.of(next, row));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "what was learnt is not translated: it is carried on below another version", e);
            return null;
        }
    }

    @Override
    public void afterwards() {
        if (keeper != null) {
            keeper.afterwards();
        }
    }

    @Override
    public void dropped(long before) {
        if (state != null) {
            state.adapter().forgetBefore(before);
        }
        if (keeper != null) {
            keeper.dropped(before);
        }
    }

    void close() {
        log.unfollow(this);
    }
}

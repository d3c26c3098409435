package io.leeway.serving;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AnyAdapter;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackListener;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackMark;
import io.leeway.feedback.LabelOutcome;
import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.registry.Cause;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands the labels of a log to those who learn from them, and lets versions and processes take over. What an adapter learns follows from the log's order alone: answers are
 * kept, and labels learnt, within the log's lock.
 */
final class LiveFeedback<R> implements FeedbackListener {
    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    /** The newest rows of the log by which what was learnt is translated when another version takes over. */
    private static final int TRANSLATED_BY = 5_000;

    private final FeedbackLog<R> log;
    private final @Nullable Executor learner;
    private final @Nullable ModelMonitor<R> monitor;
    private final String positive;
    private final CorrectedAnswers<R> answers;

    /** What is done at the mark at which another version takes over, within the log's lock. */
    private volatile @Nullable Runnable takesOver;

    private LiveFeedback(
            FeedbackLog<R> log,
            CorrectedAnswers<R> answers,
            @Nullable Executor learner,
            @Nullable ModelMonitor<R> monitor,
            String positive) {
        this.log = log;
        this.answers = answers;
        this.learner = learner;
        this.monitor = monitor;
        this.positive = positive;
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
        ModelMonitor<R> monitor = builder.monitor;
        boolean joins = monitor != null
                && !monitor.follows(log)
                && builder.schema.idType().isPresent()
                && (!model.needsAllScores() || !monitor.classes().isEmpty());
        CorrectedAnswers<R> answers = new CorrectedAnswers<>(log, Part.first(builder, log, first), builder.bands);
        LiveFeedback<R> feedback = new LiveFeedback<>(log, answers, builder.learner, joins ? monitor : null, positive);
        feedback.requireAdaptable(model);
        log.follow(feedback);
        return feedback;
    }

    /**
     * Looks for a newer revision of the process that learns, if this one follows; takes the lease again, if there is one, and with it the part of the one that learns.
     *
     * @param begins is given what learns from now on, before it answers
     */
    void refresh(LiveModelBuilder<R, ?> builder, Served<R, ?> served, Consumer<AnyAdapter<R>> begins) {
        LearnerLease lease = builder.lease;
        Part<R> now = answers.part();
        RevisionFollower<R> follows = now.follower();
        boolean mine = lease != null && lease.take();
        if (follows != null) {
            follows.refresh();
            if (mine) {
                takeOver(builder, served, begins);
            }
        } else if (lease != null && !mine && now.keeper != null) {
            now.keeper.stepDown();
        }
    }

    /** Begins with the newest revision. During its first commit, after which the one before can commit no more, the champion answers alone. */
    private void takeOver(LiveModelBuilder<R, ?> builder, Served<R, ?> served, Consumer<AnyAdapter<R>> begins) {
        Part<R> before = answers.part();
        RevisionPolicy policy = Objects.requireNonNull(builder.revisions);
        RevisionKeeper<R> keeper = new RevisionKeeper<>(builder, policy, log, served.model(), served.version());
        AnyAdapter<R> adapter = keeper.state().adapter();
        requireAdaptable(adapter, served.model());
        boolean begun = false;
        try {
            answers.by(new Part<>(null, keeper, null));
            keeper.started();
            begins.accept(adapter);
            answers.by(new Part<>(keeper.state(), keeper, null));
            begun = true;
        } catch (AdaptationException e) {
            if (e.reason() != AdaptationException.Reason.NOT_LEARNER) {
                throw e;
            }
            LOG.log(Level.INFO, "the replica that learnt before has just committed: the next refresh begins there", e);
        } finally {
            if (!begun) {
                answers.by(before);
            }
        }
    }

    static AdaptationException incomplete(String what) {
        return new AdaptationException(AdaptationException.Reason.INCOMPLETE, "a live model cannot adapt: " + what);
    }

    /** Refuses a version that the adapter cannot correct. */
    void requireAdaptable(TrainedModel<?, ?> model) {
        AnyAdapter<R> by = adapter();
        if (by != null) {
            requireAdaptable(by, model);
        }
    }

    private static void requireAdaptable(AnyAdapter<?> by, TrainedModel<?, ?> model) {
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
        LoggedAdapter<R> state = answers.part().state;
        return state == null ? null : state.adapter();
    }

    /** Whether labels teach here, so that {@link #takeOver(TrainedModel, Served, Runnable)} must be called when another version takes over. */
    boolean learns() {
        Part<R> now = answers.part();
        return now.state != null && now.follower() == null;
    }

    @Nullable
    RevisionKeeper<R> keeper() {
        return answers.part().keeper;
    }

    CorrectedAnswers<R> answers() {
        return answers;
    }

    @Override
    public void labelled(FeedbackLabel label) {
        try {
            if (monitor != null) {
                measure(monitor, label);
            }
        } finally {
            // A correction teaches nothing: its row was learnt from, and no longer waits.
            Part<R> now = answers.part();
            LoggedAdapter<R> state = now.learns();
            if (state != null
                    && now.follower() == null
                    && state.mode().learns()
                    && label.outcome() != LabelOutcome.CORRECTED) {
                learn(state, label);
                if (now.keeper != null) {
                    now.keeper.labelled(label);
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
        if (!by.classes().isEmpty()) {
            // A class that no model knows is no label to the monitor either.
            label.text().filter(by.classes()::contains).ifPresent(actual -> by.label(label.id(), actual, label.at()));
            return;
        }
        double actual = positive.isEmpty()
                ? label.number()
                : LoggedAdapter.isClass(positive, label.number(), label.text()) ? 1 : 0;
        by.label(label.id(), actual, label.at());
    }

    @Override
    public void marked(FeedbackMark mark) {
        Runnable exchange = takesOver;
        if (exchange != null && mark.name().equals(AdaptationAction.CHAMPION.mark())) {
            exchange.run();
        }
        Part<R> now = answers.part();
        if (now.keeper != null) {
            now.keeper.marked(mark);
        } else if (exchange != null && now.state != null) {
            now.state.apply(mark);
        }
    }

    /**
     * Lets another version take over at a mark in the log, where what was learnt is translated from the version before. If that is not possible, what was learnt
     * is carried on as it is.
     *
     * @param before the model so far; null if it cannot be loaded
     * @param exchange lets the other version answer by the revision that follows
     */
    void takeOver(@Nullable TrainedModel<R, ?> before, Served<R, ?> next, Runnable exchange) {
        LoggedAdapter<R> by = Objects.requireNonNull(answers.part().state);
        RevisionKeeper<R> keeper = keeper();
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
        RevisionKeeper<R> keeper = keeper();
        if (keeper != null) {
            keeper.afterwards();
        }
    }

    @Override
    public void dropped(long before) {
        Part<R> now = answers.part();
        if (now.state != null) {
            now.state.adapter().forgetBefore(before);
        }
        RevisionKeeper<R> keeper = now.keeper;
        if (keeper != null) {
            keeper.dropped(before);
        }
    }

    /** Learns no more; another replica need not wait for the end of the lease, nor miss what was learnt. */
    void close(@Nullable LearnerLease lease) {
        RevisionKeeper<R> keeper = keeper();
        if (lease != null && keeper != null && learns()) {
            try {
                keeper.act(AdaptationAction.COMMIT, 0, Cause.because(lease.holder() + " is closed"));
                lease.release();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "another replica learns only when the lease has ended", e);
            }
        }
        log.unfollow(this);
    }
}

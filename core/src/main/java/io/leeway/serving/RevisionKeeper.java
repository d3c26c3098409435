package io.leeway.serving;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.AdaptationSnapshot;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.LoggedAdapter;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackMark;
import io.leeway.model.TrainedModel;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Commits the revisions of an adaptation to the registry, begins with the newest, and carries out what is done to the adaptation while it serves. */
final class RevisionKeeper<R> {
    private static final Logger LOG = System.getLogger(LiveModel.class.getName());

    /** How often it is looked at whether labels have stopped, and whether there is something to propose: in rows and labels. */
    private static final int LOOK = 256;

    private final FeedbackLog<R> log;
    private final String model;
    private final RevisionStore store;
    private final RevisionPolicy policy;
    private final Clock clock;
    private final @Nullable Executor executor;
    private final Consumer<? super AdaptationStanding> onProposal;
    private final LoggedAdapter<R> state;

    /** Held while a revision is committed. Taken before the lock of the log, never within it. */
    private final ReentrantLock committing = new ReentrantLock();

    private @Nullable CommittedRevision newest;
    private volatile ModelVersion champion;
    private volatile @Nullable ModelVersion incoming;

    /** Set for good when another process has begun to learn. */
    private volatile @Nullable RevisionFollower<R> follower;

    private final Schema<R> schema;
    private final String learnsNow;

    /** What is done once the log is followed: why the state is not what the log says, and above which revision it goes on. */
    private @Nullable String recovery;

    private long recoverAbove;

    private final WholeRevisions wholes = new WholeRevisions();

    private final Deque<Pending> pending = new ArrayDeque<>();
    private Cause cause = Cause.because("");

    /** Written within the lock of the log. */
    private long labels;

    private long events;

    /** Whether a row has come since the last label. */
    private volatile boolean answering;

    private long committedAt;
    private volatile long labelledAt;
    private volatile @Nullable Thread due;
    private volatile boolean look;

    /** What the executor refused last. */
    private volatile @Nullable Runnable refused;

    private volatile boolean proposed;

    /** A state that is not committed yet. */
    private record Pending(AdaptationSnapshot snapshot, ModelVersion champion, Cause cause) {}

    RevisionKeeper(
            LiveModelBuilder<R, ?> builder,
            RevisionPolicy policy,
            FeedbackLog<R> log,
            TrainedModel<R, ?> model,
            ModelVersion champion) {
        this.log = log;
        this.policy = policy;
        this.model = builder.name;
        this.store = RevisionStore.of(builder.registry, builder.name);
        this.clock = builder.clock;
        this.executor = builder.learner;
        this.onProposal = builder.onProposal;
        this.champion = champion;
        this.schema = builder.schema;
        LearnerLease lease = builder.lease;
        this.learnsNow = lease == null ? "" : lease.holder() + " learns from now on: ";
        this.committedAt = clock.millis();
        this.labelledAt = committedAt;
        this.state = begin(builder, model);
        if (state.champion() == 0) {
            state.champion(champion.number());
        } else if (state.champion() != champion.number()) {
            this.champion = builder.registry.version(builder.name, state.champion());
        }
    }

    private LoggedAdapter<R> begin(LiveModelBuilder<R, ?> builder, TrainedModel<R, ?> first) {
        Optional<CommittedRevision> found = store.newest();
        if (found.isEmpty()) {
            recoverAbove = highest();
            recovery = recoverAbove > 0 ? "the registry has no revision, and the log has answers of some" : null;
            return new LoggedAdapter<>(
                    builder.freshAdapter(first), first.positiveClass().orElse(""), policy.mode());
        }
        newest = found.get();
        return resume(builder.schema, found.get());
    }

    private LoggedAdapter<R> resume(Schema<R> schema, CommittedRevision from) {
        try {
            return store.resume(schema, from, log);
        } catch (AdaptationException e) {
            boolean lost =
                    switch (e.reason()) {
                        case LOG_INCOMPLETE, OTHER_LOG, DIVERGED -> true;
                        default -> false;
                    };
            if (!lost || !policy.recovers()) {
                throw e;
            }
            LOG.log(Level.WARNING, "what was learnt since " + from + " is lost", e);
            recovery = String.valueOf(e.getMessage());
            recoverAbove = Math.max(from.revision(), highest());
            return store.restore(schema, from);
        }
    }

    /**
     * The highest revision that gave an answer in the log. Reads all of it, as opening it does, but only where the registry has no revision, or one that the log cannot
     * continue: revisions of a log need not rise, since a process may have followed another one.
     */
    private long highest() {
        long highest = 0;
        for (FeedbackEvent<R> event : log.events(-1)) {
            if (event instanceof FeedbackEvent.Recorded<R> row) {
                highest = Math.max(highest, row.entry().revision());
            }
        }
        return highest;
    }

    /** Called when the log is followed, before the first answer. */
    void started() {
        CommittedRevision from = newest;
        if (recovery != null) {
            act(AdaptationAction.RECOVER, recoverAbove, Cause.because(learnsNow + recovery));
        } else if (from == null) {
            act(AdaptationAction.COMMIT, 0, Cause.because("begins"));
        } else if (state.control().isPresent()) {
            act(
                    AdaptationAction.COMMIT,
                    0,
                    Cause.because("the process ended before it could commit: "
                            + state.control().get().name() + " "
                            + state.control().get().text()));
        }
    }

    @Nullable
    RevisionFollower<R> follower() {
        return follower;
    }

    LoggedAdapter<R> state() {
        return state;
    }

    Optional<CommittedRevision> newest() {
        committing.lock();
        try {
            return Optional.ofNullable(newest);
        } finally {
            committing.unlock();
        }
    }

    /** Within the lock of the log. */
    void recorded() {
        answering = true;
        look |= ++events % LOOK == 0;
    }

    /** Within the lock of the log. */
    void labelled(FeedbackLabel label) {
        long now = label.at().toEpochMilli();
        labels++;
        answering = false;
        labelledAt = now;
        // A clock that stepped back begins the interval anew.
        committedAt = Math.min(committedAt, now);
        look |= ++events % LOOK == 0;
        if (labels >= policy.labels() || now - committedAt >= policy.interval().toMillis()) {
            due = Thread.currentThread();
        }
    }

    /** Within the lock of the log. */
    void marked(FeedbackMark mark) {
        state.apply(mark).ifPresent(action -> {
            labels = 0;
            committedAt = mark.at().toEpochMilli();
            proposed &= action != AdaptationAction.PROPOSE;
            ModelVersion takesOver = incoming;
            if (action == AdaptationAction.CHAMPION && takesOver != null) {
                champion = takesOver;
            }
            if (action == AdaptationAction.THAW) {
                labelledAt = committedAt;
            }
            add(new Pending(state.snapshot(mark, action, wholes.isNext()), champion, cause));
        });
    }

    /** Within the lock of the log: rows before a position were dropped. */
    void dropped(long before) {
        if (wholes.leaves(before)) {
            due = Thread.currentThread();
        }
    }

    /** Only the newest of several states is committed, but each one in which more was done. */
    private void add(Pending next) {
        synchronized (pending) {
            Pending last = pending.peekLast();
            if (last != null && last.snapshot.action() == AdaptationAction.COMMIT) {
                pending.removeLast();
            }
            pending.add(next);
        }
    }

    /** Called without locks by each thread that recorded or labelled. */
    void afterwards() {
        if (follower != null) {
            return;
        }
        Runnable again = refused;
        if (again != null) {
            refused = null;
            run(again);
        }
        if (due == Thread.currentThread()) {
            due = null;
            run(() -> act(AdaptationAction.COMMIT, 0, Cause.because("")));
        }
        if (look) {
            look = false;
            if (!state.frozen()
                    && answering
                    && clock.millis() - labelledAt > policy.silence().toMillis()) {
                run(() -> act(AdaptationAction.FREEZE, 0, Cause.because("no label has come for " + policy.silence())));
            } else if (state.mode() == AdaptationMode.PROPOSE && !proposed) {
                propose();
            }
        }
    }

    private void propose() {
        if (state.won() >= policy.proposal()) {
            proposed = true;
            onProposal.accept(state.adapter().standing());
        }
    }

    /** What nobody waits for must not fail anybody's label or answer. */
    private void run(Runnable task) {
        Runnable safe = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        "a revision of " + store.name() + " was not committed; it is tried again with the next",
                        e);
            }
        };
        if (executor == null) {
            safe.run();
            return;
        }
        try {
            executor.execute(safe);
        } catch (RejectedExecutionException e) {
            refused = task;
            LOG.log(
                    Level.WARNING,
                    "the executor refused to commit a revision of " + store.name()
                            + "; it is asked again after the next row or label",
                    e);
        }
    }

    /** Does something and commits it. */
    void act(AdaptationAction action, long number, Cause why) {
        committing.lock();
        try {
            if (follower != null) {
                throw new AdaptationException(
                        AdaptationException.Reason.NOT_LEARNER,
                        "another process learns, and this one follows: do it there");
            }
            cause = why;
            log.mark(action.mark(), number, model + " " + why.actor() + ": " + why.reason());
            commitPending();
        } finally {
            committing.unlock();
        }
    }

    private void commitPending() {
        while (true) {
            Pending next;
            synchronized (pending) {
                next = pending.peekFirst();
            }
            if (next == null) {
                return;
            }
            try {
                CommittedRevision now = store.commit(next.snapshot, next.champion, newest, next.cause);
                newest = now;
                wholes.committed(now, next.snapshot.whole());
            } catch (AdaptationException e) {
                follow();
                throw e;
            }
            synchronized (pending) {
                pending.remove(next);
            }
        }
    }

    /** Another process learns: this one answers as that does, and learns no more. */
    private void follow() {
        RevisionFollower<R> follows = new RevisionFollower<>(store, schema);
        follows.refresh();
        follower = follows;
        synchronized (pending) {
            pending.clear();
        }
    }

    /** Another process has the right to learn. */
    void stepDown() {
        committing.lock();
        try {
            if (follower == null) {
                follow();
            }
        } finally {
            committing.unlock();
        }
    }

    /** Another version answers from now on. */
    void takeOver(ModelVersion next, @Nullable String translation) {
        committing.lock();
        try {
            incoming = next;
            if (translation != null) {
                log.mark(LoggedAdapter.TRANSLATION, next.number(), translation);
            }
            act(
                    AdaptationAction.CHAMPION,
                    next.number(),
                    Cause.because("version " + next.number() + " answers from now on"));
        } finally {
            committing.unlock();
        }
    }
}

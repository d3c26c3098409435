package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every adapter does, whatever it predicts: answers by revisions, keeps rows that wait for labels, limits what answers risk, learns.
 *
 * @param <R> the type of rows
 */
final class LearningState<R> {
    private final Adaptation adaptation;
    private final Encoder<R> encoder;
    private final Target target;
    private final ThreadLocal<CorrectedScore> corrections;

    /** Guards what learns; taken before {@link #lock}. */
    private final Object learning = new Object();

    private Learner[] learners;
    private final double[] costs;
    private Mixture mixture;

    /** Guards the stake, the rows that wait, and the publication of revisions. */
    private final Object lock = new Object();

    private Stake stake = new Stake();
    private WaitingRows waiting;
    private final Deque<Lesson> lessons = new ArrayDeque<>();
    private boolean scheduled;
    private boolean frozen;

    /** What an executor has learnt, and from how many labels, since the last revision. */
    private @Nullable Learnt learnt;

    private int unpublished;

    /** What was learnt last. Guarded by {@link #learning}. */
    private Learnt newest;

    private int permits;
    private double loss;
    private long unknownLabels;
    private Consumer<? super Revision> onRevision = revision -> {};

    /** Is told of each label that {@link #learnUpTo} or {@link #learnAllNow} learns. */
    private @Nullable LessonListener onLesson;

    private volatile Revision revision;
    private volatile @Nullable CellEncoder cells;

    private record CellEncoder(CellReader<?> reader, Encoder<RowCells> encoder) {}

    /** Is told what the experts know before and after a label. */
    @FunctionalInterface
    interface LessonListener {
        void learnt(long id, double label, Revision before, Revision after);
    }

    /** A label that has come and was not learnt from yet. */
    private record Lesson(long id, Waiting row, double label, int mostOutstanding, boolean teaches) {}

    private record Learnt(Weights[] weights, double[] mixture) {}

    LearningState(Adaptation adaptation, Encoder<R> encoder, Target target) {
        this.adaptation = adaptation;
        this.encoder = encoder;
        this.target = target;
        this.learners = target.learners(encoder.places(), encoder.dense(), encoder.active());
        this.mixture = target.mixture(adaptation);
        this.waiting = noRows();
        this.costs = new double[target.experts.size()];
        this.newest = new Learnt(target.zero(encoder.places()), mixture.combined());
        this.revision = new Revision(1, newest.weights, newest.mixture, cap(), permitted());
        this.permits = revision.permits();
        this.corrections = ThreadLocal.withInitial(() -> new CorrectedScore(encoder.blank(), target, revision));
    }

    private WaitingRows noRows() {
        return new WaitingRows(encoder.dense(), encoder.active(), target.predictions(), target.outputs());
    }

    Revision revision() {
        return revision;
    }

    /** What this thread computes with: give it the champion's scores and call {@link #correct}. */
    CorrectedScore correction() {
        return corrections.get();
    }

    /** Corrects the champion's scores in {@code work}, as {@link Target} has them. */
    CorrectedScore correct(Revision by, R row, CorrectedScore work) {
        encoder.encode(row, work.champion[0], work.row);
        return answer(by, work);
    }

    CorrectedScore correctCells(Revision by, RowCells row, CorrectedScore work) {
        ofCells(row).encode(row, work.champion[0], work.row);
        return answer(by, work);
    }

    private Encoder<RowCells> ofCells(RowCells row) {
        CellEncoder known = cells;
        if (known == null || known.reader != row.reader()) {
            known = new CellEncoder(row.reader(), encoder.over(row.reader().schema()));
            cells = known;
        }
        return known.encoder;
    }

    private CorrectedScore answer(Revision by, CorrectedScore work) {
        work.by = by;
        target.predict(by.weights(), work.row, work.champion, work.scores, work.experts);
        target.mix(by.mixture(), work.experts, work.mixed);
        target.limit(work.mixed, work.experts, by.cap(), by.factor(), work.answer);
        return work;
    }

    /**
     * Accepts an answer that will be kept, if its revision is the newest. What an executor has learnt becomes a revision here, and not while an answer is
     * written: so the revisions of the answers that are kept say what had been learnt, and when.
     *
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     */
    boolean admit(CorrectedScore correction) {
        synchronized (lock) {
            publishLearnt();
            return correction.by == revision;
        }
    }

    /**
     * Keeps an answer until its label comes. If as many answers were kept as the revision permits, a new revision with the same weights follows, whose
     * answers may risk what is left.
     *
     * @param id identifies the row until its label comes
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     * @throws AdaptationException if a row with the same id is waiting
     */
    boolean keep(long id, CorrectedScore correction) {
        synchronized (lock) {
            if (correction.by != revision) {
                return false;
            }
            hold(id, correction);
            permits--;
            if (permits == 0) {
                publish();
            }
            return true;
        }
    }

    private void hold(long id, CorrectedScore answer) {
        if (waiting.contains(id)) {
            throw new AdaptationException(
                    Reason.DUPLICATE_ID,
                    "a row with the id " + id
                            + " is waiting for its label: label or forget it before another one has the id");
        }
        double risk = target.risk(answer.answer, answer.experts);
        waiting.add(id, answer.row, answer.champion, answer.experts, answer.mixed, answer.answer, risk);
        stake.hold(risk);
    }

    /** Corrects by the newest revision, and keeps. */
    CorrectedScore predict(long id, R row, CorrectedScore work) {
        synchronized (lock) {
            publishLearnt();
            CorrectedScore correction = correct(revision, row, work);
            hold(id, correction);
            publish();
            return correction;
        }
    }

    /** Another budget for the same weights. Called within the lock. */
    private void publish() {
        publish(revision.weights(), revision.mixture(), 1);
    }

    private void publish(Weights[] weights, double[] combined, long changes) {
        revision = new Revision(revision.number() + changes, weights, combined, cap(), permitted());
        permits = revision.permits();
        onRevision.accept(revision);
    }

    /**
     * Learns the label of a row. What it teaches is in all answers that begin afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     */
    boolean label(long id, double label) {
        synchronized (learning) {
            Lesson lesson = settle(id, label);
            if (lesson == null) {
                return false;
            }
            if (lesson.teaches) {
                learn(lesson);
                synchronized (lock) {
                    learnt(newest);
                    publishLearnt();
                }
            }
            return true;
        }
    }

    /**
     * Takes the label of a row, and learns it by an executor, one label after the other.
     *
     * @param id the id under which the row was kept
     * @param label the actual outcome
     * @param executor what learns; if it refuses, the label is learnt with the next one
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses
     */
    boolean label(long id, double label, Executor executor) {
        synchronized (lock) {
            Lesson lesson = settle(id, label);
            if (lesson == null) {
                return false;
            }
            if (lesson.teaches) {
                lessons.add(lesson);
            }
            if (scheduled || !lesson.teaches) {
                return true;
            }
            scheduled = true;
        }
        boolean accepted = false;
        try {
            executor.execute(this::learnAll);
            accepted = true;
        } finally {
            if (!accepted) {
                synchronized (lock) {
                    scheduled = false;
                }
            }
        }
        return true;
    }

    /** The stake is settled at once: what a label wins or loses does not depend on what it teaches. */
    private @Nullable Lesson settle(long id, double label) {
        synchronized (lock) {
            Waiting row = waiting.remove(id);
            if (row == null) {
                unknownLabels++;
                return null;
            }
            double lost = target.cost(row.answer(), 0, label);
            stake.settle(row.risk(), target.cost(row.experts(), 0, label) - lost);
            if (frozen) {
                publish();
            }
            return new Lesson(id, row, label, stake.mostOutstanding(), !frozen);
        }
    }

    private void learnAll() {
        while (true) {
            synchronized (learning) {
                Lesson lesson;
                synchronized (lock) {
                    lesson = lessons.poll();
                    scheduled = lesson != null;
                }
                if (lesson == null) {
                    return;
                }
                learn(lesson);
                synchronized (lock) {
                    learnt(newest);
                }
            }
        }
    }

    private void learnt(Learnt next) {
        learnt = next;
        unpublished++;
    }

    /** Called within {@link #learning}. */
    private void learn(Lesson lesson) {
        Waiting row = lesson.row;
        loss += target.cost(row.answer(), 0, lesson.label);
        target.costs(row.experts(), lesson.label, costs);
        mixture.learn(costs, target.cost(row.mixed(), 0, lesson.label), lesson.mostOutstanding);
        Weights[] next = target.learn(learners, newest.weights, row.row(), row.champion(), lesson.label);
        newest = new Learnt(next, mixture.combined());
    }

    private void publishLearnt() {
        Learnt next = learnt;
        if (next != null) {
            int labels = unpublished;
            learnt = null;
            unpublished = 0;
            publish(next.weights, next.mixture, labels);
        }
    }

    /** Learns what an executor has not learnt yet. */
    private void finish() {
        for (Lesson lesson = lessons.poll(); lesson != null; lesson = lessons.poll()) {
            teach(lesson);
        }
        publishLearnt();
    }

    private void teach(Lesson lesson) {
        Learnt before = newest;
        learn(lesson);
        learnt(newest);
        LessonListener listener = onLesson;
        if (listener != null) {
            listener.learnt(lesson.id, lesson.label, unnumbered(before), unnumbered(newest));
        }
    }

    private static Revision unnumbered(Learnt learnt) {
        return new Revision(Revision.NONE, learnt.weights, learnt.mixture, Double.POSITIVE_INFINITY, 1);
    }

    void onLesson(LessonListener listener) {
        onLesson = listener;
    }

    /** Learns all labels that have come. */
    void learnAllNow() {
        synchronized (learning) {
            synchronized (lock) {
                finish();
            }
        }
    }

    /** Takes the label of a row, and learns it when {@link #learnUpTo} or {@link #learnAllNow} says so. */
    void labelLater(long id, double label) {
        synchronized (lock) {
            Lesson lesson = settle(id, label);
            if (lesson != null && lesson.teaches) {
                lessons.add(lesson);
            }
        }
    }

    /**
     * Learns as many of the labels that have come as a revision had learnt.
     *
     * @return false if there is no such revision
     */
    boolean learnUpTo(long number) {
        synchronized (learning) {
            synchronized (lock) {
                while (revision.number() + unpublished < number) {
                    Lesson lesson = lessons.poll();
                    if (lesson == null) {
                        return false;
                    }
                    teach(lesson);
                }
                publishLearnt();
                return revision.number() == number;
            }
        }
    }

    /** Labels that come teach nothing as long as this is frozen; what they win or lose is booked. */
    void freeze(boolean freeze) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                frozen = freeze;
            }
        }
    }

    boolean frozen() {
        synchronized (lock) {
            return frozen;
        }
    }

    /** Forgets all that was learnt, and all rows that wait: later answers have the whole budget again. */
    void reset() {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                waiting = noRows();
                stake = new Stake();
                loss = 0;
                learners = target.learners(encoder.places(), encoder.dense(), encoder.active());
                mixture = target.mixture(adaptation);
                newest = new Learnt(target.zero(encoder.places()), mixture.combined());
                publish(newest.weights, newest.mixture, 1);
            }
        }
    }

    /** Lets the next revision have a number above another. */
    void numberAbove(long number) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                publish(revision.weights(), revision.mixture(), Math.max(1, number + 1 - revision.number()));
            }
        }
    }

    /** Begins to answer: what it would have won or lost so far, and will by rows that wait, does not count. */
    void stakeAnew() {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                stake.anew();
                for (long id : waiting.ids()) {
                    Waiting row = waiting.require(id);
                    waiting.remove(id);
                    waiting.add(id, row.row(), row.champion(), row.experts(), row.mixed(), row.experts(), 0);
                }
                loss = mixture.losses()[0];
                publish();
            }
        }
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the id under which the row was kept
     * @return true if the row was waiting
     */
    boolean forget(long id) {
        synchronized (lock) {
            if (!free(id)) {
                return false;
            }
            publish();
            return true;
        }
    }

    private boolean free(long id) {
        Waiting row = waiting.remove(id);
        if (row != null) {
            stake.free(row.risk());
        }
        return row != null;
    }

    /**
     * Removes all rows whose id is lower, for ids that rise with time.
     *
     * @param id the lowest id that is kept
     */
    void forgetBefore(long id) {
        synchronized (lock) {
            boolean removed = false;
            for (long each : waiting.ids()) {
                removed |= each < id && free(each);
            }
            if (removed) {
                publish();
            }
        }
    }

    /**
     * Sets who is told of each new revision, within the lock of this adapter; it must be quick and must not call the adapter.
     *
     * @param listener the listener, which replaces the one before
     */
    void onRevision(Consumer<? super Revision> listener) {
        synchronized (lock) {
            onRevision = listener;
        }
    }

    private double cap() {
        return adaptation.cautious() ? stake.cap() : Double.POSITIVE_INFINITY;
    }

    private int permitted() {
        return adaptation.cautious() ? stake.permits() : Integer.MAX_VALUE;
    }

    /**
     * Returns the fingerprint of the schema of the rows.
     *
     * @return the fingerprint, see {@link io.leeway.schema.Schema#fingerprint()}
     */
    String fingerprint() {
        return encoder.fingerprint();
    }

    /**
     * Returns what was achieved so far.
     *
     * @return losses and weights
     */
    AdaptationStanding standing() {
        synchronized (learning) {
            synchronized (lock) {
                return standingNow();
            }
        }
    }

    private AdaptationStanding standingNow() {
        double unit = target.unit();
        double[] losses = mixture.losses();
        double[] weights = mixture.combined();
        List<ExpertStanding> all = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            all.add(new ExpertStanding(target.experts.names().get(k), unit * losses[k], weights[k]));
        }
        return new AdaptationStanding(
                newest.weights[0].labels,
                waiting.size(),
                stake.mostOutstanding(),
                unknownLabels,
                unit * loss,
                mixture.eta(),
                unit * guarantee(),
                List.copyOf(all));
    }

    private double guarantee() {
        if (adaptation.cautious()) {
            return stake.capital();
        }
        return stake.mostOutstanding() > 0
                ? Double.POSITIVE_INFINITY
                : Logistic.log(target.experts.size()) / mixture.eta();
    }

    /**
     * Goes on below another champion. Labels that came before are learnt before.
     *
     * @param change for each output, filled with rows of the recent past
     */
    void championChanged(Translation[] change) {
        synchronized (learning) {
            synchronized (lock) {
                finish();
            }
            Weights[] next = newest.weights.clone();
            for (int j = 0; j < next.length; j++) {
                next[j] = change[j].apply(next[j]);
            }
            newest = new Learnt(next, newest.mixture);
            synchronized (lock) {
                learnt(newest);
                publishLearnt();
            }
        }
    }

    Translation[] translations() {
        Translation[] translations = new Translation[target.outputs()];
        java.util.Arrays.setAll(translations, j -> new Translation(target.experts, encoder.places()));
        return translations;
    }

    /** Adds a row to what {@link #championChanged} is given, by both champions' scores. */
    void add(Translation[] to, R row, double[] before, double[] now) {
        for (int j = 0; j < to.length; j++) {
            Encoded encoded = encoder.blank();
            encoder.encode(row, now[j], encoded);
            to[j].add(encoded, before[j], now[j]);
        }
    }

    /**
     * Serialises the state, waiting rows included, in a format that this and all later versions can read.
     *
     * @return magic {@code LWAD}, version, length, content, CRC-32C; about 100 kB for the flights' 17 features and 160 categories, and 600 bytes
     *     for each row that waits
     */
    byte[] toBytes() {
        synchronized (learning) {
            synchronized (lock) {
                finish();
                return bytes();
            }
        }
    }

    private byte[] bytes() {
        Bytes.Writer out = new Bytes.Writer();
        out.number(adaptation.cautious() ? 1 : 0);
        target.write(out);
        encoder.write(out);
        for (int j = 0; j < learners.length; j++) {
            newest.weights[j].write(out);
            learners[j].write(out);
        }
        mixture.write(out);
        stake.write(out);
        out.real(loss);
        out.large(unknownLabels);
        out.number(frozen ? 1 : 0);
        out.large(revision.number());
        out.real(adaptation.cautious() ? revision.cap() : 0);
        out.number(revision.permits());
        out.number(permits);
        out.number(waiting.size());
        for (long id : waiting.ids()) {
            out.large(id);
            waiting.require(id).write(out);
        }
        return out.toBytes();
    }

    void read(Bytes.Reader in) {
        Weights[] weights = new Weights[learners.length];
        for (int j = 0; j < learners.length; j++) {
            weights[j] = Weights.read(target.experts, encoder.places(), in);
            learners[j].read(in);
        }
        mixture.read(in);
        stake.read(in);
        loss = in.real();
        unknownLabels = in.large();
        frozen = in.number(1) == 1;
        long number = in.large();
        double cap = in.real();
        int permitted = in.number(Integer.MAX_VALUE);
        permits = in.number(permitted);
        if (number < 1 || cap < 0 || permits < 1) {
            throw Bytes.corrupt("revision " + number + " permits " + permits + " answers to risk " + cap);
        }
        int rows = in.number(in.remaining());
        if (rows != stake.waiting()) {
            throw Bytes.corrupt(rows + " rows wait, but " + stake.waiting() + " are counted");
        }
        for (int i = 0; i < rows; i++) {
            long id = in.large();
            Waiting row = Waiting.read(in, encoder.active(), encoder.places(), target);
            if (waiting.contains(id)) {
                throw Bytes.corrupt("the id " + id + " waits twice");
            }
            waiting.add(id, row.row(), row.champion(), row.experts(), row.mixed(), row.answer(), row.risk());
        }
        newest = new Learnt(weights, mixture.combined());
        double risked = adaptation.cautious() ? cap : Double.POSITIVE_INFINITY;
        revision = new Revision(number, weights, newest.mixture, risked, permitted);
        if (in.remaining() != 0) {
            throw Bytes.corrupt("its content goes on behind its end");
        }
    }
}

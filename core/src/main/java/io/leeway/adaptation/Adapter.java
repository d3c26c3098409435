package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of an {@link Adaptation}: corrects the scores of a champion of two classes, and learns from labels when they come.
 *
 * <p>Answers are computed from one immutable {@link Revision}, without a lock, and allocate nothing (but a few hundred bytes for each
 * thread, once). An answer whose label may come is kept under an id, and {@link #label} teaches. There are two ways to answer:
 *
 * <ul>
 *   <li>{@link #predict} answers and keeps, for one thread that does everything in turn.
 *   <li>{@link #correct} answers in any number of threads; {@link #keep} accepts an answer only if its revision is still the newest. So rows, labels
 *       and revisions have one order, whatever the threads: who gives it, such as a log of feedback, can repeat the adapter to the bit. A live
 *       model does that.
 * </ul>
 *
 * <p>The weights of the experts follow what their predictions cost when they were given, so the adapter keeps, for each row that waits, the
 * features and all predictions: about 700 bytes for 17 features, 8 MB for 12,000 rows. The experts themselves take their steps from what they
 * know when the label comes. Rows whose labels will never come must be removed by {@link #forget}.
 *
 * <p>The same calls give the same answers to the bit, on every machine, and after {@link Adaptation#restore}. Safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class Adapter<R> {
    private final Adaptation adaptation;
    private final Encoder<R> encoder;
    private final ExpertSet experts;
    private final ThreadLocal<CorrectedScore> corrections;

    /** Guards what learns; taken before {@link #lock}. */
    private final Object learning = new Object();

    private final Learner learner;
    private final Mixture mixture;

    /** Guards the stake, the rows that wait, and the publication of revisions. */
    private final Object lock = new Object();

    private final Stake stake = new Stake();
    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private final Deque<Lesson> lessons = new ArrayDeque<>();
    private boolean scheduled;
    private int admitted;

    /** What was learnt while the revision had to stay. */
    private @Nullable Learnt learnt;

    /** What was learnt last. Guarded by {@link #learning}. */
    private Learnt newest;

    private int permits;
    private double logLoss;
    private long unknownLabels;
    private Consumer<? super Revision> onRevision = revision -> {};

    private volatile Revision revision;
    private volatile @Nullable CellEncoder cells;

    private record CellEncoder(CellReader<?> reader, Encoder<RowCells> encoder) {}

    /** A label that has come and was not learnt from yet. */
    private record Lesson(Waiting row, boolean label, int mostOutstanding) {}

    private record Learnt(Weights weights, double[] mixture) {}

    Adapter(Adaptation adaptation, Encoder<R> encoder) {
        this.adaptation = adaptation;
        this.encoder = encoder;
        int dense = Encoder.NUMBERS + encoder.numbers();
        this.experts = new ExpertSet(dense);
        this.learner = new Learner(experts, LogLoss.INSTANCE, encoder.places(), dense, encoder.active());
        this.mixture = adaptation.mixture(experts.size());
        this.newest = new Learnt(Weights.zero(experts, encoder.places()), mixture.combined());
        this.revision = new Revision(1, newest.weights, newest.mixture, factor(), permitted());
        this.permits = revision.permits();
        this.corrections = ThreadLocal.withInitial(() -> new CorrectedScore(encoder.blank(), experts, revision));
    }

    /**
     * Corrects the champion's score of a row, by what was learnt from the labels that came so far. Nothing is kept.
     *
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the probability of the positive class, in (0, 1)
     * @throws AdaptationException if the champion's score is no probability
     */
    public double score(R row, double championScore) {
        return correct(revision, row, championScore).answer;
    }

    /**
     * Returns the newest revision.
     *
     * @return the revision
     */
    public Revision revision() {
        return revision;
    }

    /**
     * Corrects the champion's score of a row by a revision of this adapter: the same to the bit whenever and wherever.
     *
     * @param by the revision
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion's score is no probability
     */
    public CorrectedScore correct(Revision by, R row, double championScore) {
        CorrectedScore work = begin(by, championScore);
        encoder.encode(row, work.champion, work.row);
        return finish(work);
    }

    /**
     * Corrects the champion's score of a row that was read already, like {@link #correct}.
     *
     * @param by the revision
     * @param row the row's cells, by a reader of the schema that this adapter was made for
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion's score is no probability, or the cells are of another schema
     */
    public CorrectedScore correctCells(Revision by, RowCells row, double championScore) {
        CorrectedScore work = begin(by, championScore);
        ofCells(row).encode(row, work.champion, work.row);
        return finish(work);
    }

    private Encoder<RowCells> ofCells(RowCells row) {
        CellEncoder known = cells;
        if (known == null || known.reader != row.reader()) {
            known = new CellEncoder(row.reader(), encoder.over(row.reader().schema()));
            cells = known;
        }
        return known.encoder;
    }

    private CorrectedScore begin(Revision by, double championScore) {
        if (!(championScore >= 0 && championScore <= 1)) {
            throw new AdaptationException(
                    Reason.INVALID_SCORE,
                    "the champion's score is " + championScore
                            + " and must be a probability: correct it or do not adapt it");
        }
        CorrectedScore work = corrections.get();
        work.by = by;
        work.champion = Logistic.logit(Logistic.clip(championScore));
        return work;
    }

    private CorrectedScore finish(CorrectedScore work) {
        Revision by = work.by;
        by.weights().predictions(experts, LogLoss.INSTANCE, work.row, work.champion, work.scores, work.experts);
        work.mixed = Logistic.clip(Mixture.dot(by.mixture(), work.experts));
        work.answer = Stake.within(work.mixed, work.experts[0], by.factor());
        return work;
    }

    /**
     * Accepts an answer that will be kept or released, if its revision is the newest. No revision that an executor has learnt replaces it until then, so
     * there may be something that takes time in between, such as the writing of a record.
     *
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     */
    public boolean admit(CorrectedScore correction) {
        synchronized (lock) {
            if (correction.by != revision) {
                return false;
            }
            correction.admitted = true;
            admitted++;
            return true;
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
    public boolean keep(long id, CorrectedScore correction) {
        synchronized (lock) {
            if (correction.by != revision) {
                return false;
            }
            hold(id, correction);
            permits--;
            if (permits == 0) {
                publish(revision.weights(), revision.mixture());
            }
            release(correction);
            return true;
        }
    }

    /**
     * Gives up an answer that was admitted and cannot be kept.
     *
     * @param correction this thread's last correction; nothing happens if it is not admitted
     */
    public void release(CorrectedScore correction) {
        synchronized (lock) {
            if (correction.admitted) {
                correction.admitted = false;
                admitted--;
                publishLearnt();
            }
        }
    }

    private void hold(long id, CorrectedScore correction) {
        Waiting row = correction.waiting();
        if (waiting.putIfAbsent(id, row) != null) {
            throw new AdaptationException(
                    Reason.DUPLICATE_ID,
                    "a row with the id " + id
                            + " is waiting for its label: label or forget it before another one has the id");
        }
        stake.hold(row.risk());
    }

    /**
     * Corrects the champion's score of a row that will be labelled, and keeps it. What later answers may risk follows from what this one does, as a new
     * revision with the same weights.
     *
     * @param id identifies the row until its label comes
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1]
     * @return the probability of the positive class, in (0, 1): the same that {@link #score} returns now
     * @throws AdaptationException if the champion's score is no probability, or a row with the same id is waiting
     */
    public double predict(long id, R row, double championScore) {
        synchronized (lock) {
            CorrectedScore correction = correct(revision, row, championScore);
            hold(id, correction);
            publish(revision.weights(), revision.mixture());
            return correction.answer;
        }
    }

    /** Called within the lock. */
    private void publish(Weights weights, double[] combined) {
        revision = new Revision(revision.number() + 1, weights, combined, factor(), permitted());
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
    public boolean label(long id, boolean label) {
        synchronized (learning) {
            Lesson lesson = settle(id, label);
            if (lesson != null) {
                learn(lesson);
                synchronized (lock) {
                    publish(newest.weights, newest.mixture);
                }
            }
            return lesson != null;
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
    public boolean label(long id, boolean label, Executor executor) {
        synchronized (lock) {
            Lesson lesson = settle(id, label);
            if (lesson == null) {
                return false;
            }
            lessons.add(lesson);
            if (scheduled) {
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
    private @Nullable Lesson settle(long id, boolean label) {
        synchronized (lock) {
            Waiting row = waiting.remove(id);
            if (row == null) {
                unknownLabels++;
                return null;
            }
            double lost = Logistic.loss(row.answer(), label);
            logLoss += lost;
            stake.settle(row.risk(), Logistic.loss(row.experts()[0], label) - lost);
            return new Lesson(row, label, stake.mostOutstanding());
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
                    learnt = newest;
                    publishLearnt();
                }
            }
        }
    }

    /** Called within {@link #learning}. */
    private void learn(Lesson lesson) {
        Waiting row = lesson.row;
        mixture.learn(row.experts(), row.mixed(), lesson.label, lesson.mostOutstanding);
        Weights next = learner.learn(newest.weights, row.row(), row.champion(), lesson.label ? 1 : 0);
        newest = new Learnt(next, mixture.combined());
    }

    private void publishLearnt() {
        Learnt next = learnt;
        if (next != null && admitted == 0) {
            learnt = null;
            publish(next.weights, next.mixture);
        }
    }

    /** Learns what an executor has not learnt yet. */
    private void finish() {
        for (Lesson lesson = lessons.poll(); lesson != null; lesson = lessons.poll()) {
            learn(lesson);
            learnt = newest;
        }
        publishLearnt();
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the id under which the row was kept
     * @return true if the row was waiting
     */
    public boolean forget(long id) {
        synchronized (lock) {
            Waiting row = waiting.remove(id);
            if (row == null) {
                return false;
            }
            stake.free(row.risk());
            publish(revision.weights(), revision.mixture());
            return true;
        }
    }

    /**
     * Removes all rows whose id is lower, for ids that rise with time.
     *
     * @param id the lowest id that is kept
     */
    public void forgetBefore(long id) {
        synchronized (lock) {
            boolean removed = false;
            var each = waiting.entrySet().iterator();
            while (each.hasNext()) {
                var row = each.next();
                if (row.getKey() < id) {
                    stake.free(row.getValue().risk());
                    each.remove();
                    removed = true;
                }
            }
            if (removed) {
                publish(revision.weights(), revision.mixture());
            }
        }
    }

    /**
     * Sets who is told of each new revision, within the lock of this adapter; it must be quick and must not call the adapter.
     *
     * @param listener the listener, which replaces the one before
     */
    public void onRevision(Consumer<? super Revision> listener) {
        synchronized (lock) {
            onRevision = listener;
        }
    }

    private double factor() {
        return adaptation.cautious() ? Logistic.exp(-stake.cap()) : 0;
    }

    private int permitted() {
        return adaptation.cautious() ? stake.permits() : Integer.MAX_VALUE;
    }

    /**
     * Returns the fingerprint of the schema of the rows.
     *
     * @return the fingerprint, see {@link io.leeway.schema.Schema#fingerprint()}
     */
    public String fingerprint() {
        return encoder.fingerprint();
    }

    /**
     * Returns what was achieved so far.
     *
     * @return losses and weights
     */
    public AdaptationStanding standing() {
        synchronized (learning) {
            synchronized (lock) {
                return standingNow();
            }
        }
    }

    private AdaptationStanding standingNow() {
        double[] losses = mixture.losses();
        double[] weights = mixture.combined();
        List<ExpertStanding> all = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            all.add(new ExpertStanding(experts.names().get(k), losses[k], weights[k]));
        }
        boolean none = !adaptation.cautious() && stake.mostOutstanding() > 0;
        double guarantee = none
                ? Double.POSITIVE_INFINITY
                : adaptation.cautious() ? stake.capital() : Logistic.log(experts.size());
        return new AdaptationStanding(
                revision.weights().labels,
                waiting.size(),
                stake.mostOutstanding(),
                unknownLabels,
                logLoss,
                mixture.eta(),
                guarantee,
                List.copyOf(all));
    }

    /**
     * Serialises the state, waiting rows included, in a format that this and all later versions can read.
     *
     * @return magic {@code LWAD}, version, length, content, CRC-32C; about 100 kB for the flights' 17 features and 160 categories, and 700 bytes
     *     for each row that waits
     */
    public byte[] toBytes() {
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
        encoder.write(out);
        Weights weights = newest.weights;
        out.large(weights.labels);
        out.reals(weights.biases);
        out.reals(weights.slopes);
        for (double[] each : weights.lanes) {
            out.reals(each);
        }
        learner.write(out);
        mixture.write(out);
        stake.write(out);
        out.real(logLoss);
        out.large(unknownLabels);
        out.large(revision.number());
        out.real(revision.factor());
        out.number(revision.permits());
        out.number(permits);
        out.number(waiting.size());
        waiting.forEach((id, row) -> {
            out.large(id);
            row.write(out);
        });
        return out.toBytes();
    }

    void read(Bytes.Reader in) {
        Weights zero = revision.weights();
        long labels = in.large();
        double[] biases = in.reals(zero.biases.length);
        double[] slopes = in.reals(zero.slopes.length);
        double[][] lanes = new double[encoder.places()][];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = in.reals(experts.width);
        }
        learner.read(in);
        mixture.read(in);
        stake.read(in);
        logLoss = in.real();
        unknownLabels = in.large();
        long number = in.large();
        double factor = in.real();
        int permitted = in.number(Integer.MAX_VALUE);
        permits = in.number(permitted);
        if (number < 1 || factor < 0 || factor > 1 || permits < 1) {
            throw Bytes.corrupt("revision " + number + " permits " + permits + " answers by " + factor);
        }
        int rows = in.number(in.remaining());
        if (rows != stake.waiting()) {
            throw Bytes.corrupt(rows + " rows wait, but " + stake.waiting() + " are counted");
        }
        for (int i = 0; i < rows; i++) {
            long id = in.large();
            @Nullable
            Waiting twice = waiting.put(id, Waiting.read(in, encoder.active(), encoder.places(), experts.size()));
            if (twice != null) {
                throw Bytes.corrupt("the id " + id + " waits twice");
            }
        }
        newest = new Learnt(new Weights(lanes, biases, slopes, labels), mixture.combined());
        revision = new Revision(number, newest.weights, newest.mixture, factor, permitted);
    }

    @Override
    public String toString() {
        return standing().toString();
    }
}

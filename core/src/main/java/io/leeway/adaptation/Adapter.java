package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;

/**
 * The state of an {@link Adaptation}: corrects the scores of a champion of two classes, or of numbers, and learns from labels when they come. For
 * more classes there is {@link ClassAdapter}.
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
 * features and all predictions: about 400 bytes for 17 features, 5 MB for 12,000 rows. The experts themselves take their steps from what they
 * know when the label comes. Rows whose labels will never come must be removed by {@link #forget}.
 *
 * <p>The same calls give the same answers to the bit, on every machine, and after {@link Adaptation#restore}. Safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class Adapter<R> extends AnyAdapter<R> {
    private final ScoreTarget target;

    Adapter(Adaptation adaptation, Encoder<R> encoder, Loss loss) {
        this(adaptation, encoder, new ScoreTarget(new ExpertSet(encoder.dense(), loss.pace()), loss));
    }

    private Adapter(Adaptation adaptation, Encoder<R> encoder, ScoreTarget target) {
        super(adaptation, encoder, target);
        this.target = target;
    }

    /**
     * Corrects the champion's score of a row, by what was learnt from the labels that came so far. Nothing is kept.
     *
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1], or its number
     * @return the probability of the positive class, in (0, 1), or the number, within the range of the training's
     * @throws AdaptationException if the champion's score is no probability, or not finite
     */
    public double score(R row, double championScore) {
        return correct(revision(), row, championScore).answer();
    }

    /**
     * Corrects the champion's score of a row by a revision of this adapter: the same to the bit whenever and wherever.
     *
     * @param by the revision
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1], or its number
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion's score is no probability, or not finite
     */
    public CorrectedScore correct(Revision by, R row, double championScore) {
        return state.corrector().correct(by, row, work(championScore));
    }

    private CorrectedScore work(double championScore) {
        CorrectedScore work = state.corrector().correction();
        work.champion[0] = championScore(championScore);
        return work;
    }

    @Override
    void scores(double[] champion, double[] into) {
        into[0] = championScore(champion.length == 1 ? champion[0] : Double.NaN);
    }

    @Override
    double learnt(String positive, double number, Optional<String> text) {
        return target.loss().label(predictsNumbers() ? number : LoggedAdapter.isClass(positive, number, text) ? 1 : 0);
    }

    /**
     * Returns no classes: this adapter corrects one score.
     *
     * @return an empty list
     */
    @Override
    public List<String> classes() {
        return List.of();
    }

    private double championScore(double given) {
        Loss loss = target.loss();
        if (!loss.isGiven(given)) {
            throw new AdaptationException(
                    Reason.INVALID_SCORE,
                    "the champion's score is " + given + " and must be " + loss.given()
                            + ": correct it or do not adapt it");
        }
        return loss.score(given);
    }

    /**
     * Corrects the champion's score of a row that will be labelled, and keeps it. What later answers may risk follows from what this one does, as a new
     * revision with the same weights.
     *
     * @param id identifies the row until its label comes
     * @param row the row; missing and infinite numbers count as the mean
     * @param championScore the champion's probability of the positive class, in [0, 1], or its number
     * @return what {@link #score} returns now
     * @throws AdaptationException if the champion's score is no probability, or not finite, or a row with the same id is waiting
     */
    public double predict(long id, R row, double championScore) {
        return state.predict(id, row, work(championScore)).answer();
    }

    /**
     * Learns the label of a row of two classes. What it teaches is in all answers that begin afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual outcome
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws AdaptationException if this adapter corrects numbers
     */
    public boolean label(long id, boolean label) {
        return state.label(id, label(label));
    }

    /**
     * Takes the label of a row of two classes, and learns it by an executor, one label after the other. What was learnt is in the answers that
     * {@link #admit} or {@link #predict} accept afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual outcome
     * @param executor what learns; if it refuses, the label is learnt with the next one
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses
     * @throws AdaptationException if this adapter corrects numbers
     */
    public boolean label(long id, boolean label, Executor executor) {
        return state.label(id, label(label), executor);
    }

    private double label(boolean label) {
        if (target.loss() != LogLoss.INSTANCE) {
            throw new AdaptationException(
                    Reason.INVALID_LABEL,
                    "the label is " + label + " and must be a number: this adapter corrects numbers");
        }
        return label ? 1 : 0;
    }

    /**
     * Learns the label of a row. What it teaches is in all answers that begin afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual number, which counts as the nearest one in the range of the training's; of two classes 1 or 0
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws AdaptationException if the label is not finite, or neither 1 nor 0
     */
    public boolean label(long id, double label) {
        return state.label(id, label(label));
    }

    /**
     * Takes the label of a row, and learns it by an executor, one label after the other. What was learnt is in the answers that
     * {@link #admit} or {@link #predict} accept afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual number, which counts as the nearest one in the range of the training's; of two classes 1 or 0
     * @param executor what learns; if it refuses, the label is learnt with the next one
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses
     * @throws AdaptationException if the label is not finite, or neither 1 nor 0
     */
    public boolean label(long id, double label, Executor executor) {
        return state.label(id, label(label), executor);
    }

    private double label(double given) {
        Loss loss = target.loss();
        if (!loss.isLabel(given)) {
            throw new AdaptationException(
                    Reason.INVALID_LABEL, "the label is " + given + " and must be " + loss.labels());
        }
        return loss.label(given);
    }

    /**
     * Goes on below another champion: what the experts learnt belongs to the champion that they corrected, so their weights are translated until they
     * say of recent rows what they said before. Needs no labels. Answers may be given meanwhile; those that are corrected by the revision after this
     * call must be the new champion's.
     *
     * @param recent rows of the recent past, labelled or not: some thousands, and at least as many as there are numbers and categories; none changes
     *     nothing
     * @param before scores by the champion so far
     * @param now scores by the champion from now on
     * @throws AdaptationException if a score is no probability, or not finite; nothing has changed then
     */
    public void championChanged(
            Iterable<? extends R> recent, ToDoubleFunction<? super R> before, ToDoubleFunction<? super R> now) {
        state.championChanged(translation(
                recent, row -> new double[] {before.applyAsDouble(row)}, row -> new double[] {now.applyAsDouble(row)}));
    }
}

package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.binary.BinaryForm;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The state of an {@link Adaptation} of more than two classes: corrects a champion's probabilities, and learns from labels when they come. As
 * {@link Adapter} in all else; memory and time grow with the number of classes.
 *
 * @param <R> the type of rows
 */
public final class ClassAdapter<R> {
    /** What the sum of given probabilities may differ from 1 by. */
    private static final double ROUNDING = 1e-6;

    private final ClassTarget target;
    private final Encoder<R> encoder;
    private final LearningState<R> state;

    ClassAdapter(Adaptation adaptation, Encoder<R> encoder, List<String> classes) {
        this.target = new ClassTarget(new ExpertSet(encoder.dense(), LogLoss.INSTANCE.pace()), classes);
        this.encoder = encoder;
        this.state = new LearningState<>(adaptation, encoder, target);
    }

    /**
     * Returns the classes.
     *
     * @return their names, in the order of the probabilities
     */
    public List<String> classes() {
        return target.names();
    }

    /**
     * Corrects the champion's probabilities of a row, by what was learnt from the labels that came so far. Nothing is kept.
     *
     * @param row the row; missing and infinite numbers count as the mean
     * @param champion the champion's probability of each class, in the order of {@link #classes}; they add up to 1
     * @return the probability of each class, in (0, 1)
     * @throws AdaptationException if the champion's are no probabilities of the classes
     */
    public double[] score(R row, double... champion) {
        return correct(revision(), row, champion).answers();
    }

    /**
     * Returns the newest revision.
     *
     * @return the revision
     */
    public Revision revision() {
        return state.revision();
    }

    /**
     * Corrects the champion's probabilities of a row by a revision of this adapter: the same to the bit whenever and wherever.
     *
     * @param by the revision
     * @param row the row; missing and infinite numbers count as the mean
     * @param champion the champion's probability of each class, in the order of {@link #classes}; they add up to 1
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion's are no probabilities of the classes
     */
    public CorrectedScore correct(Revision by, R row, double... champion) {
        return state.corrector().correct(by, row, work(champion));
    }

    private CorrectedScore work(double[] champion) {
        CorrectedScore work = state.corrector().correction();
        scores(champion, work.champion);
        return work;
    }

    private void scores(double[] champion, double[] into) {
        double sum = 0;
        for (double each : champion) {
            // NaN fails too.
            sum = each >= 0 ? sum + each : Double.NaN;
        }
        if (champion.length != target.outputs() || !(Math.abs(sum - 1) <= ROUNDING)) {
            throw new AdaptationException(
                    Reason.INVALID_SCORE,
                    "the champion's probabilities " + java.util.Arrays.toString(champion) + " must be those of "
                            + classes() + " and add up to 1: correct them or do not adapt them");
        }
        ClassTarget.scores(champion, into);
    }

    /**
     * Accepts an answer that will be kept, see {@link Adapter#admit}.
     *
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     */
    public boolean admit(CorrectedScore correction) {
        return state.admit(correction);
    }

    /**
     * Keeps an answer until its label comes, see {@link Adapter#keep}.
     *
     * @param id identifies the row until its label comes
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     * @throws AdaptationException if a row with the same id is waiting
     */
    public boolean keep(long id, CorrectedScore correction) {
        return state.keep(id, correction);
    }

    /**
     * Corrects the champion's probabilities of a row that will be labelled, and keeps them.
     *
     * @param id identifies the row until its label comes
     * @param row the row; missing and infinite numbers count as the mean
     * @param champion the champion's probability of each class, in the order of {@link #classes}; they add up to 1
     * @return what {@link #score} returns now
     * @throws AdaptationException if the champion's are no probabilities of the classes, or a row with the same id is waiting
     */
    public double[] predict(long id, R row, double... champion) {
        return state.predict(id, row, work(champion)).answers();
    }

    /**
     * Learns the label of a row. What it teaches is in all answers that begin afterwards.
     *
     * @param id the id under which the row was kept
     * @param label the actual class
     * @return true if the row was waiting; false otherwise: the label teaches nothing and is counted
     * @throws AdaptationException if the label is none of the classes
     */
    public boolean label(long id, String label) {
        int index = classes().indexOf(label);
        if (index < 0) {
            throw new AdaptationException(
                    Reason.INVALID_LABEL,
                    "the label is " + label + " and must be one of " + classes()
                            + ": a new class needs a new champion and a new adapter");
        }
        return state.label(id, index);
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the id under which the row was kept
     * @return true if the row was waiting
     */
    public boolean forget(long id) {
        return state.forget(id);
    }

    /**
     * Removes all rows whose id is lower, for ids that rise with time.
     *
     * @param id the lowest id that is kept
     */
    public void forgetBefore(long id) {
        state.forgetBefore(id);
    }

    /**
     * Goes on below another champion of the same classes, see {@link Adapter#championChanged}.
     *
     * @param recent rows of the recent past, labelled or not
     * @param before probabilities by the champion so far
     * @param now probabilities by the champion from now on
     * @throws AdaptationException if these are no probabilities of the classes; nothing has changed then
     */
    public void championChanged(
            Iterable<? extends R> recent, Function<? super R, double[]> before, Function<? super R, double[]> now) {
        Translation[] change = state.corrector().translations();
        double[] from = new double[target.outputs()];
        double[] to = new double[target.outputs()];
        for (R row : recent) {
            scores(before.apply(row), from);
            scores(now.apply(row), to);
            state.corrector().add(change, row, from, to);
        }
        state.championChanged(change);
    }

    /**
     * Sets who is told of each new revision, within the lock of this adapter; it must be quick and must not call the adapter.
     *
     * @param listener the listener, which replaces the one before
     */
    public void onRevision(Consumer<? super Revision> listener) {
        state.onRevision(listener);
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
        return state.standing();
    }

    /**
     * Serialises the state, waiting rows included, in a format that this and all later versions can read; {@link Adaptation#restoreClasses} reads it.
     *
     * @return the bytes
     */
    public byte[] toBytes() {
        return state.toBytes();
    }

    void read(BinaryForm.Reader in) {
        state.read(in);
    }

    @Override
    public String toString() {
        return standing().toString();
    }
}

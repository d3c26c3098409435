package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import io.leeway.schema.RowCells;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What adapters do whatever they predict: {@link Adapter} corrects one score, {@link ClassAdapter} the probabilities of several classes. Safe for use by
 * several threads.
 *
 * @param <R> the type of rows
 */
public abstract sealed class AnyAdapter<R> permits Adapter, ClassAdapter {
    final LearningState<R> state;
    private final Encoder<R> encoder;

    AnyAdapter(Adaptation adaptation, Encoder<R> encoder, Target target) {
        this.encoder = encoder;
        this.state = new LearningState<>(adaptation, encoder, target);
    }

    /** Fills in the scores, as {@link Target} has them, of what a champion predicts; refuses what it cannot have predicted. */
    abstract void scores(double[] champion, double[] into);

    /** What an adapter learns of a label; NaN if the label is none that it knows. */
    abstract double learnt(String positive, double number, Optional<String> text);

    /**
     * Returns the classes whose probabilities are corrected.
     *
     * @return more than one name, in the order of the probabilities; empty if one score is corrected
     */
    public abstract List<String> classes();

    /**
     * Returns whether numbers are corrected.
     *
     * @return false if probabilities are
     */
    public final boolean predictsNumbers() {
        return state.loss() != LogLoss.INSTANCE;
    }

    final CorrectedScore work(double... champion) {
        CorrectedScore work = state.corrector().correction();
        scores(champion, work.champion);
        return work;
    }

    final CorrectedScore correctAny(Revision by, R row, double[] champion) {
        return state.corrector().correct(by, row, work(champion));
    }

    /**
     * Corrects what a champion predicts of a row that was read already, by a revision of this adapter: the same to the bit whenever and wherever.
     *
     * @param by the revision
     * @param row the row's cells, by a reader of the schema that this adapter was made for
     * @param champion the champion's probability of the positive class, or its number, or its probability of each of {@link #classes}
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion cannot have predicted this, or the cells are of another schema
     */
    public final CorrectedScore correctCells(Revision by, RowCells row, double... champion) {
        return state.corrector().correctCells(by, row, work(champion));
    }

    /**
     * Returns the newest revision.
     *
     * @return the revision
     */
    public final Revision revision() {
        return state.revision();
    }

    /**
     * Accepts an answer that will be kept, if its revision is the newest. What an executor has learnt becomes a revision here, and not while an answer is
     * written: so the revisions of the answers that are kept say what had been learnt, and when.
     *
     * @param correction this thread's last correction
     * @return false if there is a newer revision: correct again by that, and try again
     */
    public final boolean admit(CorrectedScore correction) {
        return state.admit(correction);
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
    public final boolean keep(long id, CorrectedScore correction) {
        return state.keep(id, correction);
    }

    /**
     * Removes a row whose label will not come.
     *
     * @param id the id under which the row was kept
     * @return true if the row was waiting
     */
    public final boolean forget(long id) {
        return state.forget(id);
    }

    /**
     * Removes all rows whose id is lower, for ids that rise with time.
     *
     * @param id the lowest id that is kept
     */
    public final void forgetBefore(long id) {
        state.forgetBefore(id);
    }

    /**
     * Sets who is told of each new revision, within the lock of this adapter; it must be quick and must not call the adapter.
     *
     * @param listener the listener, which replaces the one before
     */
    public final void onRevision(Consumer<? super Revision> listener) {
        state.onRevision(listener);
    }

    /**
     * Returns the fingerprint of the schema of the rows.
     *
     * @return the fingerprint, see {@link io.leeway.schema.Schema#fingerprint()}
     */
    public final String fingerprint() {
        return encoder.fingerprint();
    }

    /**
     * Returns what was achieved so far.
     *
     * @return losses and weights
     */
    public final AdaptationStanding standing() {
        return state.standing();
    }

    /**
     * Serialises the state, waiting rows included: {@link Adaptation#restore} reads it, and
     * {@link Adaptation#restoreClasses} for a {@link ClassAdapter}.
     *
     * @return magic {@code LWAD}, version, length, content, CRC-32C; of two classes about 100 kB for the flights' 17 features and 160 categories, and 700
     *     bytes for each row that waits
     */
    public final byte[] toBytes() {
        return state.toBytes();
    }

    /** What another champion does to the weights, by rows of the recent past and what both champions predict for them. */
    final ChampionChange[] translation(
            Iterable<? extends R> recent, Function<? super R, double[]> before, Function<? super R, double[]> now) {
        Corrector<R> corrector = state.corrector();
        Translation[] change = corrector.translations();
        double[] from = new double[change.length];
        double[] to = new double[change.length];
        for (R row : recent) {
            scores(before.apply(row), from);
            scores(now.apply(row), to);
            corrector.add(change, row, from, to);
        }
        return Arrays.stream(change).map(Translation::change).toArray(ChampionChange[]::new);
    }

    final void read(BinaryForm.Reader in) {
        state.read(in);
    }

    @Override
    public final String toString() {
        return standing().toString();
    }
}

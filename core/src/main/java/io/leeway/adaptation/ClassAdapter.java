package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of an {@link Adaptation} of more than two classes: corrects a champion's probabilities, and learns from labels when they come. As
 * {@link Adapter} in all else; memory and time grow with the number of classes.
 *
 * @param <R> the type of rows
 */
public final class ClassAdapter<R> extends AnyAdapter<R> {
    /** What the sum of given probabilities may differ from 1 by. */
    private static final double ROUNDING = 1e-6;

    private final ClassTarget target;

    ClassAdapter(Adaptation adaptation, Encoder<R> encoder, List<String> classes) {
        this(adaptation, encoder, new ClassTarget(new ExpertSet(encoder.dense(), LogLoss.INSTANCE.pace()), classes));
    }

    private ClassAdapter(Adaptation adaptation, Encoder<R> encoder, ClassTarget target) {
        super(adaptation, encoder, target);
        this.target = target;
    }

    /**
     * Returns the classes.
     *
     * @return their names, in the order of the probabilities
     */
    @Override
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
     * Corrects the champion's probabilities of a row by a revision of this adapter: the same to the bit whenever and wherever.
     *
     * @param by the revision
     * @param row the row; missing and infinite numbers count as the mean
     * @param champion the champion's probability of each class, in the order of {@link #classes}; they add up to 1
     * @return the correction, which this thread's next one changes
     * @throws AdaptationException if the champion's are no probabilities of the classes
     */
    public CorrectedScore correct(Revision by, R row, double... champion) {
        return correctAny(by, row, champion);
    }

    @Override
    double learnt(String positive, double number, Optional<String> text) {
        int index = classes().indexOf(LoggedAdapter.name(number, text));
        return index < 0 ? Double.NaN : index;
    }

    @Override
    void scores(double[] champion, double[] into) {
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
     * Goes on below another champion of the same classes, see {@link Adapter#championChanged}.
     *
     * @param recent rows of the recent past, labelled or not
     * @param before probabilities by the champion so far
     * @param now probabilities by the champion from now on
     * @throws AdaptationException if these are no probabilities of the classes; nothing has changed then
     */
    public void championChanged(
            Iterable<? extends R> recent, Function<? super R, double[]> before, Function<? super R, double[]> now) {
        state.championChanged(translation(recent, before, now));
    }
}

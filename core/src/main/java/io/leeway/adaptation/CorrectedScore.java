package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;

/** A champion's score of a row, corrected by a revision. Each thread has one for each adapter, which its next correction changes. */
public final class CorrectedScore {
    final Encoded row;
    final double[] scores;

    /** The predictions of all experts. */
    final double[] experts;

    /** The champion's score of each output. */
    final double[] champion;

    /** What the mixture predicts. */
    final double[] mixed;

    /** What is answered, on the scale of predictions. */
    final double[] answer;

    private Revision by;

    private final Target target;

    CorrectedScore(Encoded row, Target target, Revision by) {
        this.row = row;
        this.target = target;
        this.scores = new double[target.room()];
        this.experts = new double[target.predictions()];
        this.champion = new double[target.outputs()];
        this.mixed = new double[target.outputs()];
        this.answer = new double[target.outputs()];
        this.by = by;
    }

    Revision by() {
        return by;
    }

    /** A revision stays for many answers: a reference that is stored costs the collector's barrier. */
    void by(Revision revision) {
        if (by != revision) {
            by = revision;
        }
    }

    /**
     * Returns the answer.
     *
     * @return the probability of the positive class, in (0, 1), the number, or the probability of the first class
     */
    public double answer() {
        return target.loss().answer(answer[0]);
    }

    /**
     * Returns the probabilities of all classes.
     *
     * @return a copy, in the order of the adapter's classes; of a number or of two classes, {@link #answer} alone
     */
    public double[] answers() {
        double[] all = answer.clone();
        for (int j = 0; j < all.length; j++) {
            all[j] = target.loss().answer(all[j]);
        }
        return all;
    }

    /** What the experts together predict of an output, as users have it. */
    double mixed(int output) {
        return target.loss().answer(mixed[output]);
    }

    /**
     * Returns the revision that corrected.
     *
     * @return its number
     */
    public long revision() {
        return by.number();
    }
}

package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;

/** A champion's score of a row, corrected by a revision. Each thread has one for each adapter, which its next correction changes. */
public final class CorrectedScore {
    final Encoded row;
    final double[] scores;

    /** The probability that each expert gives. */
    final double[] experts;

    /** The champion's logit. */
    double champion;

    /** What the mixture gives. */
    double mixed;

    double answer;
    Revision by;

    /** Whether the newest revision waits until this is kept or released. */
    boolean admitted;

    CorrectedScore(Encoded row, ExpertSet set, Revision by) {
        this.row = row;
        this.scores = new double[set.room()];
        this.experts = new double[set.size()];
        this.by = by;
    }

    /**
     * Returns the answer.
     *
     * @return the probability of the positive class, in (0, 1)
     */
    public double answer() {
        return answer;
    }

    /**
     * Returns the revision that corrected.
     *
     * @return its number
     */
    public long revision() {
        return by.number();
    }

    Waiting waiting() {
        return new Waiting(row.copy(), champion, experts.clone(), mixed, answer, Stake.risk(answer, experts[0]));
    }
}

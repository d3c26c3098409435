package io.leeway.monitoring.variation;

/**
 * How far a window lies from the blocks.
 *
 * @param ratio the squared distance, divided by the one that is expected of a further block
 * @param pValue the probability of one at least as great
 */
record Judgement(double ratio, double pValue) {

    Judgement orLess(Judgement other) {
        return other.pValue < pValue ? other : this;
    }

    /** Corrected for the choice of the least of so many. */
    Judgement ofLeast(int judgements) {
        return new Judgement(ratio, Math.min(1, judgements * pValue));
    }
}

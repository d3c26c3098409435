package io.leeway.adaptation;

/**
 * What answers are computed from: immutable, replaced as a whole, so that a thread that answers sees one revision from the beginning to the
 * end, without a lock. An answer is a function of a revision, a row and the champion's score, and of nothing else.
 */
public final class Revision {
    /** The number of answers that no adaptation has touched. */
    public static final long NONE = 0;

    private final long number;
    private final Weights[] weights;
    private final double[] mixture;
    private final double cap;
    private final double factor;
    private final int permits;

    /**
     * Creates a revision.
     *
     * @param cap what an answer may risk, in nats; infinite is no limit
     * @param permits how many answers may risk as much
     */
    Revision(long number, Weights[] weights, double[] mixture, double cap, int permits) {
        this.number = number;
        this.weights = weights;
        this.mixture = mixture;
        this.cap = cap;
        this.factor = cap == Double.POSITIVE_INFINITY ? 0 : Logistic.exp(-cap);
        this.permits = permits;
    }

    /**
     * Returns the number of this revision. It is higher than that of the revision before by the labels that were learnt since, and by one if only the
     * budget has changed.
     *
     * @return 1 for the first, which answers as the champion does
     */
    public long number() {
        return number;
    }

    /** Of each output. */
    Weights[] weights() {
        return weights;
    }

    double[] mixture() {
        return mixture;
    }

    double cap() {
        return cap;
    }

    /** {@code e^-cap}. */
    double factor() {
        return factor;
    }

    int permits() {
        return permits;
    }

    @Override
    public String toString() {
        return "revision " + number + " after " + weights[0].labels + " labels";
    }
}

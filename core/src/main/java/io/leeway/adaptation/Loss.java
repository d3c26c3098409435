package io.leeway.adaptation;

/**
 * What predictions cost and how experts follow it. An expert's score is the champion's plus what it has learnt; a link turns it into a
 * prediction. Losses are in nats, scores on a scale on which 1 is much.
 */
sealed interface Loss permits LogLoss, SquaredLoss {

    /** The prediction of a score, not limited to what experts may say. */
    double prediction(double score);

    /** Replaces the scores of experts, which must not be NaN, by their predictions, limited to what an expert may say. */
    void predictions(double[] scores);

    /** What a prediction costs. */
    double of(double prediction, double label);

    /** The derivative of the cost by the score, negated, of each expert: what its score is short of the label. In place. */
    void errors(double[] scores, double label);

    /** How strongly the cost curves along the score, for Newton's steps. */
    double curvature(double error);

    /**
     * The sum of infinitely many infinitely small gradient steps over one unit of time.
     *
     * @param score the score before
     * @param error what it is short of the label
     * @param q how fast the score follows the error
     * @return the change of the score, divided by q
     */
    double invariantStep(double score, double error, double q, double label);
}

package io.leeway.adaptation;

/**
 * What predictions cost and how experts follow it. An expert's score is the champion's plus what it has learnt; a link turns it into a
 * prediction. Losses are in nats, scores on a scale on which 1 is much.
 */
sealed interface Loss permits LogLoss, SquaredLoss {

    /** The prediction of a score, not limited to what experts may say. */
    double prediction(double score);

    /** Fills in the predictions of experts' scores, which must not be NaN, limited to what an expert may say. */
    void predictions(double[] scores, double[] into);

    /** What a prediction costs. */
    double of(double prediction, double label);

    /** Fills in the derivative of the cost by the score, negated, of each expert: what its score is short of the label. */
    void errors(double[] scores, double label, double[] into);

    /** The most by which what two experts say of a row differs in what all say together. */
    double spread();

    /** How strongly the cost curves along the score, for Newton's steps. */
    double curvature(double error);

    /**
     * The sum of infinitely many infinitely small gradient steps over one unit of time, for several scores.
     *
     * @param scores the scores before, from {@code first} on
     * @param errors what they are short of the label, from {@code first} on
     * @param steps how fast each score follows the error; replaced by the change of the score, divided by that
     */
    void invariantSteps(double[] scores, double[] errors, int first, double[] steps, double label);

    /** The prediction of all experts together. */
    double mix(double[] mixture, double[] predictions);

    /**
     * The prediction nearest to the wanted one that risks no more than a cap.
     *
     * @param cap nats
     * @param factor {@code e^-cap}
     */
    double within(double wanted, double champion, double cap, double factor);

    /**
     * The prediction nearest to the wanted one whose score is no further from the champion's than allowed.
     *
     * @param most the most that the score may differ by
     * @param factor {@code e^-most}
     */
    double bounded(double wanted, double champion, double most, double factor);

    /** The most that an answer can cost beyond the champion's prediction, whatever the label. */
    double risk(double answer, double champion);

    /** The mixture of experts whose predictions cost this. */
    Mixture mixture(Adaptation adaptation, int experts);

    /** How fast experts may learn: the inverse of the most that the cost curves, 1 being that of log loss. */
    double pace();

    /** Whether a prediction can have this value. */
    boolean isPrediction(double value);

    /** The score that a champion's prediction, as users have it, stands for. */
    double score(double given);

    /** The label as it is learnt, of one that users have. */
    double label(double given);

    /** The prediction as users have it. */
    double answer(double prediction);

    /** What users measure for one nat. */
    double unit();

    /** What users call it. */
    String metric();

    /** Whether a champion may predict this. */
    boolean isGiven(double value);

    /** What a champion may predict, in words. */
    String given();

    /** Whether this can be a label. */
    boolean isLabel(double value);

    /** What can be a label, in words. */
    String labels();
}

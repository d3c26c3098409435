package io.leeway.adaptation;

/** Log loss: scores are logits, predictions probabilities of the label 1. */
final class LogLoss implements Loss {
    static final LogLoss INSTANCE = new LogLoss();

    /** Logits of experts stay within this: 6 in a million. */
    private static final double LIMIT = 12;

    /** Beyond this, an error is 0 or 1. */
    private static final double MOST_LOGIT = 40;

    private static final int ROOT_STEPS = 6;

    private LogLoss() {}

    @Override
    public double prediction(double score) {
        return Logistic.probability(score);
    }

    @Override
    public void predictions(double[] scores) {
        Logistic.probabilities(scores, LIMIT);
    }

    @Override
    public double of(double prediction, double label) {
        return Logistic.loss(prediction, label == 1);
    }

    @Override
    public void errors(double[] scores, double label) {
        Logistic.probabilities(scores, MOST_LOGIT);
        for (int k = 0; k < scores.length; k++) {
            scores[k] = label - scores[k];
        }
    }

    /** The square of the error, whose mean over labels is the curvature (Hazan, Agarwal, Kale 2007). */
    @Override
    public double curvature(double error) {
        return error * error;
    }

    /**
     * The margin u (the logit, or minus it for a negative label) follows {@code du/dt = q / (1 + e^u)} for one unit of time, so
     * {@code e^u + u} grows by q. Newton's method from above, where the function is convex and increasing, comes down to the root and never
     * passes it.
     */
    @Override
    public double invariantStep(double score, double error, double q, double label) {
        if (!(q > 0)) {
            return 0;
        }
        double before = label == 1 ? score : -score;
        double power = Logistic.exp(before);
        double target = power + before + q;
        double u = Math.min(before + q / (1 + power), target);
        if (target > 1) {
            u = Math.min(u, Logistic.log(target));
        }
        for (int i = 0; i < ROOT_STEPS; i++) {
            double e = Logistic.exp(u);
            u -= (e + u - target) / (e + 1);
        }
        double factor = Math.max(0, u - before) / q;
        return label == 1 ? factor : -factor;
    }
}

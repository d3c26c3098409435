package io.leeway.adaptation;

/** Log loss: scores are logits, predictions probabilities of the label 1. */
final class LogLoss implements Loss {
    static final LogLoss INSTANCE = new LogLoss();

    /** Logits of experts stay within this: 6 in a million. */
    private static final double LIMIT = 12;

    /** Beyond this, an error is 0 or 1. */
    private static final double MOST_LOGIT = 40;

    /**
     * A champion that is surer than this is corrected as if it were so sure: that it says 0 or 1 must not forbid to learn, and where it is right costs no more
     * than the bound.
     */
    private static final double CERTAIN = 1e-3;

    private static final int ROOT_STEPS = 6;

    /** What is left after so small a step of Newton's method is less than its square. */
    private static final double ROOT_STEP = 1e-7;

    private LogLoss() {}

    @Override
    public double prediction(double score) {
        return Logistic.probability(score);
    }

    @Override
    public void predictions(double[] scores, double[] into) {
        Logistic.probabilities(scores, LIMIT, into);
    }

    @Override
    public double of(double prediction, double label) {
        return Logistic.loss(prediction, label == 1);
    }

    @Override
    public void errors(double[] scores, double label, double[] into) {
        Logistic.probabilities(scores, MOST_LOGIT, into);
        for (int k = 0; k < into.length; k++) {
            into[k] = label - into[k];
        }
    }

    @Override
    public double spread() {
        return 1;
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
    public void invariantSteps(double[] scores, double[] errors, int first, double[] steps, double label) {
        double[] targets = new double[steps.length];
        double[] margins = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            double before = label == 1 ? scores[first + i] : -scores[first + i];
            double power = Logistic.exp(before);
            double target = power + before + steps[i];
            double u = Math.min(before + steps[i] / (1 + power), target);
            targets[i] = target;
            margins[i] = target > 1 ? Math.min(u, Logistic.log(target)) : u;
        }
        // Scores by turns: the processor computes them side by side.
        boolean moves = true;
        for (int step = 0; step < ROOT_STEPS && moves; step++) {
            moves = false;
            for (int i = 0; i < steps.length; i++) {
                double u = margins[i];
                double e = Logistic.exp(u);
                double down = (e + u - targets[i]) / (e + 1);
                margins[i] = u - down;
                moves |= down > ROOT_STEP;
            }
        }
        for (int i = 0; i < steps.length; i++) {
            double before = label == 1 ? scores[first + i] : -scores[first + i];
            double factor = steps[i] > 0 ? Math.max(0, margins[i] - before) / steps[i] : 0;
            steps[i] = label == 1 ? factor : -factor;
        }
    }

    @Override
    public double mix(double[] mixture, double[] predictions) {
        return Logistic.clip(Mixture.dot(mixture, predictions));
    }

    @Override
    public double within(double wanted, double champion, double cap, double factor) {
        return Stake.within(wanted, champion, factor);
    }

    @Override
    public double bounded(double wanted, double champion, double most, double factor) {
        double high = Math.min(1 - CERTAIN, champion);
        double low = Math.max(CERTAIN, champion);
        double least = high * factor / (high * factor + (1 - high));
        double greatest = low / (low + (1 - low) * factor);
        return Math.max(least, Math.min(greatest, wanted));
    }

    @Override
    public double risk(double answer, double champion) {
        return Stake.risk(answer, champion);
    }

    @Override
    public Mixture mixture(Adaptation adaptation, int experts) {
        return adaptation.mixture(experts, 1, 0, 1);
    }

    @Override
    public double pace() {
        return 1;
    }

    @Override
    public boolean isPrediction(double value) {
        return value > 0 && value < 1;
    }

    @Override
    public double score(double given) {
        return Logistic.logit(Logistic.clip(given));
    }

    @Override
    public double label(double given) {
        return given;
    }

    @Override
    public double answer(double prediction) {
        return prediction;
    }

    @Override
    public String metric() {
        return "logLoss";
    }

    @Override
    public double unit() {
        return 1;
    }

    @Override
    public boolean isGiven(double value) {
        return value >= 0 && value <= 1;
    }

    @Override
    public String given() {
        return "a probability";
    }

    @Override
    public boolean isLabel(double value) {
        return value == 0 || value == 1;
    }

    @Override
    public String labels() {
        return "1 or 0";
    }
}

package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import io.leeway.monitoring.profile.NumericProfile;

/**
 * Squared loss of numbers in a range, standardised by the training's mean and deviation: half the square of the distance, so that one nat
 * is twice the training's variance. Predictions are the scores, moved into the range.
 */
final class SquaredLoss implements Loss {
    private final double low;
    private final double high;
    private final boolean bayesian;

    /** See {@link Adaptation#correctingAtMost}. */
    private final double mostCorrection;

    private final double mean;
    private final double deviation;

    private SquaredLoss(double mean, double deviation, double low, double high, Adaptation adaptation) {
        this.mean = mean;
        this.deviation = deviation;
        this.bayesian = !adaptation.cautious();
        this.mostCorrection = adaptation.mostCorrection();
        this.low = low;
        this.high = high;
    }

    /**
     * Numbers as they were in the training.
     *
     * @throws AdaptationException if they did not vary
     */
    static SquaredLoss of(String name, NumericProfile training, Adaptation adaptation) {
        double deviation = training.standardDeviation();
        if (!(deviation > 0 && Double.isFinite(1 / deviation) && Double.isFinite(deviation * deviation))) {
            throw new AdaptationException(
                    AdaptationException.Reason.OTHER_RESPONSE,
                    "the response " + name + " does not vary in the profile of the training rows (its deviation is "
                            + deviation + "): it needs no correction");
        }
        double mean = training.mean();
        double low = (training.min() - mean) / deviation;
        return new SquaredLoss(mean, deviation, low, (training.max() - mean) / deviation, adaptation);
    }

    @Override
    public double prediction(double score) {
        return Math.max(low, Math.min(high, score));
    }

    @Override
    public void predictions(double[] scores, double[] into) {
        for (int k = 0; k < into.length; k++) {
            into[k] = prediction(scores[k]);
        }
    }

    @Override
    public double of(double prediction, double label) {
        return 0.5 * (label - prediction) * (label - prediction);
    }

    /** Of the limited prediction: an error is then never more than the range, and weights stay finite whatever comes. */
    @Override
    public void errors(double[] scores, double label, double[] into) {
        for (int k = 0; k < into.length; k++) {
            into[k] = label - prediction(scores[k]);
        }
    }

    @Override
    public double spread() {
        return Math.min(high - low, 2 * mostCorrection);
    }

    @Override
    public double curvature(double error) {
        return 1;
    }

    /** The error decays as {@code e^(-q t)}. */
    @Override
    public void invariantSteps(double[] scores, double[] errors, int first, double[] steps, double label) {
        for (int i = 0; i < steps.length; i++) {
            double q = steps[i];
            steps[i] = q > 0 ? errors[first + i] * (1 - Logistic.exp(-q)) / q : 0;
        }
    }

    /** The difference is linear in the label, so an end of the range is the worst. */
    @Override
    public double risk(double answer, double champion) {
        double worst = answer > champion ? low : high;
        return Math.max(0, of(answer, worst) - of(champion, worst));
    }

    @Override
    public double bounded(double wanted, double champion, double most, double factor) {
        return Math.max(champion - most, Math.min(champion + most, wanted));
    }

    @Override
    public double within(double wanted, double champion, double cap, double factor) {
        double reach = wanted > champion ? champion - low : high - champion;
        double most = Math.sqrt(reach * reach + 2 * cap) - reach;
        return Math.max(champion - most, Math.min(champion + most, wanted));
    }

    /**
     * The mean of what the experts say within the bound on corrections. For the Bayesian mixture Vovk's substitution (2001): what costs no more than the mixture, whatever the label in the range.
     */
    @Override
    public double mix(double[] mixture, double[] predictions) {
        if (!bayesian) {
            double champion = predictions[0];
            double correction = 0;
            for (int k = 1; k < mixture.length; k++) {
                double own = predictions[k] - champion;
                correction += mixture[k] * Math.max(-mostCorrection, Math.min(mostCorrection, own));
            }
            return prediction(champion + correction);
        }
        double atLow = mixed(mixture, predictions, low);
        double atHigh = mixed(mixture, predictions, high);
        return prediction(0.5 * (low + high) + (atLow - atHigh) / (high - low));
    }

    private double mixed(double[] weights, double[] predictions, double label) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * Logistic.exp(-mixable() * of(predictions[k], label));
        }
        return -Logistic.log(sum) / mixable();
    }

    /**
     * The temper begins as if errors were normal with the training's variance, and need not fall below the power of the likelihood at
     * which the mean never costs more than the mixture (Cesa-Bianchi and Lugosi 2006, section 3.3).
     */
    @Override
    public Mixture mixture(Adaptation adaptation, int experts) {
        double width = high - low;
        return adaptation.mixture(experts, 1, 1 / (width * width), mixable());
    }

    /** The largest power of the likelihood at which some prediction never costs more than the mixture (Vovk 2001). */
    double mixable() {
        return 4 / ((high - low) * (high - low));
    }

    /** Squared loss curves by 1, log loss by 1/4 at most. */
    @Override
    public double pace() {
        return 0.25;
    }

    @Override
    public boolean isPrediction(double value) {
        return value >= low && value <= high;
    }

    @Override
    public double score(double given) {
        return label(given);
    }

    @Override
    public double label(double given) {
        return prediction((given - mean) / deviation);
    }

    @Override
    public double answer(double prediction) {
        return mean + deviation * prediction;
    }

    @Override
    public String metric() {
        return "squaredError";
    }

    @Override
    public double unit() {
        return 2 * deviation * deviation;
    }

    void write(BinaryForm.Writer out) {
        out.real(mean);
        out.real(deviation);
        out.real(low);
        out.real(high);
    }

    static SquaredLoss read(BinaryForm.Reader in, Adaptation adaptation) {
        double mean = in.real();
        double deviation = in.real();
        double low = in.real();
        double high = in.real();
        if (!(deviation > 0 && low < high)) {
            throw in.corrupt("numbers are from " + low + " to " + high + " deviations of " + deviation);
        }
        return new SquaredLoss(mean, deviation, low, high, adaptation);
    }

    @Override
    public boolean isGiven(double value) {
        return Double.isFinite(value);
    }

    @Override
    public String given() {
        return "a number";
    }

    @Override
    public boolean isLabel(double value) {
        return Double.isFinite(value);
    }

    @Override
    public String labels() {
        return "a number";
    }
}

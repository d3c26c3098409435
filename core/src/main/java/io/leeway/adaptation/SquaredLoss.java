package io.leeway.adaptation;

/**
 * Squared loss of numbers in a range, standardised by the training's mean and deviation: half the square of the distance, so that one nat
 * is twice the training's variance. Predictions are the scores, moved into the range.
 */
final class SquaredLoss implements Loss {
    private final double low;
    private final double high;

    SquaredLoss(double low, double high) {
        this.low = low;
        this.high = high;
    }

    @Override
    public double prediction(double score) {
        return Math.max(low, Math.min(high, score));
    }

    @Override
    public void predictions(double[] scores) {
        for (int k = 0; k < scores.length; k++) {
            scores[k] = prediction(scores[k]);
        }
    }

    @Override
    public double of(double prediction, double label) {
        return 0.5 * (label - prediction) * (label - prediction);
    }

    /** Of the limited prediction: an error is then never more than the range, and weights stay finite whatever comes. */
    @Override
    public void errors(double[] scores, double label) {
        for (int k = 0; k < scores.length; k++) {
            scores[k] = label - prediction(scores[k]);
        }
    }

    @Override
    public double curvature(double error) {
        return 1;
    }

    /** The error decays as {@code e^(-q t)}. */
    @Override
    public double invariantStep(double score, double error, double q, double label) {
        return q > 0 ? error * (1 - Logistic.exp(-q)) / q : 0;
    }

    /** The most that an answer can cost beyond another one, over all labels in the range: the difference is linear in the label. */
    double risk(double answer, double champion) {
        double worst = answer > champion ? low : high;
        return Math.max(0, of(answer, worst) - of(champion, worst));
    }

    /** The answer nearest to the wanted one that risks no more than a cap. */
    double within(double wanted, double champion, double cap) {
        double reach = wanted > champion ? champion - low : high - champion;
        double most = Math.sqrt(reach * reach + 2 * cap) - reach;
        return Math.max(champion - most, Math.min(champion + most, wanted));
    }

    /**
     * The largest power of the likelihood at which the mean of predictions costs no more than their mixture: the loss is exp-concave
     * (Cesa-Bianchi and Lugosi 2006, section 3.3).
     */
    double concave() {
        return 1 / ((high - low) * (high - low));
    }

    /** The largest power at which {@link #substitute} costs no more than the mixture (Vovk 2001). */
    double mixable() {
        return 4 / ((high - low) * (high - low));
    }

    /**
     * Vovk's substitution: the prediction that costs no more than the mixture, whatever the label in the range.
     *
     * @param weights of the predictions
     * @param eta the power, at most {@link #mixable}
     */
    double substitute(double[] weights, double[] predictions, double eta) {
        double width = high - low;
        double atLow = mixed(weights, predictions, low, eta);
        double atHigh = mixed(weights, predictions, high, eta);
        return prediction(0.5 * (low + high) + (atLow - atHigh) / width);
    }

    private double mixed(double[] weights, double[] predictions, double label, double eta) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * Logistic.exp(-eta * of(predictions[k], label));
        }
        return -Logistic.log(sum) / eta;
    }
}

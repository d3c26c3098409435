package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import java.util.Arrays;

/**
 * What the experts have learnt: immutable, and a successor shares all rows of weights that its label did not change.
 *
 * <p>The weights of all linear experts for one place lie side by side, so that one pass over a row's active features serves all of them.
 */
final class Weights {
    /** Experts that begin with nothing answer as the champion does until they have learnt from so many labels. */
    static final long SLEEP = 1_000;

    /** Logits of experts stay within this: 6 in a million. */
    private static final double LIMIT = 12;

    final double[][] lanes;
    final double[] biases;

    /** Bias, then slope, of each expert. */
    final double[] slopes;

    final long labels;

    Weights(double[][] lanes, double[] biases, double[] slopes, long labels) {
        this.lanes = lanes;
        this.biases = biases;
        this.slopes = slopes;
        this.labels = labels;
    }

    static Weights zero(ExpertSet experts, int places) {
        double[][] lanes = new double[places][];
        // All places share one row of zeros until they are learnt.
        Arrays.fill(lanes, new double[experts.lanes]);
        return new Weights(
                lanes, new double[ExpertSet.BIAS_RATES.length], new double[2 * ExpertSet.SLOPE_RATES.length], 0);
    }

    /** Fills in the logit of each linear expert, not limited. */
    void logits(ExpertSet experts, Encoded row, double champion, double[] into) {
        int n = experts.lanes;
        double[] offset = experts.offset;
        for (int l = 0; l < n; l++) {
            into[l] = offset[l] * champion;
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = lanes[row.places[i]];
            double value = row.values[i];
            for (int l = 0; l < n; l++) {
                into[l] += value * weights[l];
            }
        }
    }

    /** Fills in the probability that each expert gives; {@code logits} holds those of the linear ones. */
    void probabilities(ExpertSet experts, double champion, double slope, double[] logits, double[] into) {
        into[0] = Logistic.probability(champion);
        int at = 1;
        for (double bias : biases) {
            into[at++] = limited(champion + bias);
        }
        for (int i = 0; i < slopes.length; i += 2) {
            into[at++] = limited(champion + slopes[i] + slopes[i + 1] * slope);
        }
        boolean asleep = labels < SLEEP;
        for (int l = 0; l < experts.lanes; l++) {
            into[at++] = asleep && experts.offset[l] == 0 ? into[0] : limited(logits[l]);
        }
    }

    private static double limited(double logit) {
        return Logistic.probability(Math.max(-LIMIT, Math.min(LIMIT, logit)));
    }
}

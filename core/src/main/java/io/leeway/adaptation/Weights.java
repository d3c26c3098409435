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

    /** Lanes that are summed at once. */
    static final int BLOCK = 8;

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
        Arrays.fill(lanes, new double[experts.width]);
        return new Weights(
                lanes, new double[ExpertSet.BIAS_RATES.length], new double[2 * ExpertSet.SLOPE_RATES.length], 0);
    }

    /**
     * Fills in the logit of each linear expert, not limited. The sums of a block stay in registers: an array for them is read and written for
     * each place, and loops over so few lanes are not vectorised.
     */
    void logits(ExpertSet experts, Encoded row, double champion, double[] into) {
        for (int from = 0; from < experts.width; from += BLOCK) {
            block(experts.offset, row, champion, into, from);
        }
    }

    private void block(double[] offset, Encoded row, double champion, double[] into, int from) {
        int[] places = row.places;
        double[] values = row.values;
        double a = offset[from] * champion;
        double b = offset[from + 1] * champion;
        double c = offset[from + 2] * champion;
        double d = offset[from + 3] * champion;
        double e = offset[from + 4] * champion;
        double f = offset[from + 5] * champion;
        double g = offset[from + 6] * champion;
        double h = offset[from + 7] * champion;
        for (int i = 0; i < places.length; i++) {
            double[] weights = lanes[places[i]];
            double value = values[i];
            a += value * weights[from];
            b += value * weights[from + 1];
            c += value * weights[from + 2];
            d += value * weights[from + 3];
            e += value * weights[from + 4];
            f += value * weights[from + 5];
            g += value * weights[from + 6];
            h += value * weights[from + 7];
        }
        into[from] = a;
        into[from + 1] = b;
        into[from + 2] = c;
        into[from + 3] = d;
        into[from + 4] = e;
        into[from + 5] = f;
        into[from + 6] = g;
        into[from + 7] = h;
    }

    /** Fills in the probability that each expert gives; {@code logits} holds those of the linear ones. */
    void probabilities(ExpertSet experts, double champion, double slope, double[] logits, double[] into) {
        into[0] = champion;
        int at = 1;
        for (double bias : biases) {
            into[at++] = champion + bias;
        }
        for (int i = 0; i < slopes.length; i += 2) {
            into[at++] = champion + slopes[i] + slopes[i + 1] * slope;
        }
        System.arraycopy(logits, 0, into, at, experts.lanes);
        if (labels < SLEEP) {
            for (int l = 0; l < experts.lanes; l++) {
                into[at + l] = experts.offset[l] == 0 ? champion : logits[l];
            }
        }
        Logistic.probabilities(into, LIMIT);
        // The champion's own is not limited.
        into[0] = Logistic.probability(champion);
    }
}

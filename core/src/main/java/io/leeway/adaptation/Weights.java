package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;
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
        return new Weights(lanes, new double[experts.biasRates.length], new double[2 * experts.slopeRates.length], 0);
    }

    /**
     * Fills in the scores of a block of linear experts. The sums stay in registers: an array for them is read and written for each place,
     * and loops over so few lanes are not vectorised.
     */
    private void block(double[] offset, Encoded row, double champion, double[] into, int first, int from) {
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
        int at = first + from;
        into[at] = a;
        into[at + 1] = b;
        into[at + 2] = c;
        into[at + 3] = d;
        into[at + 4] = e;
        into[at + 5] = f;
        into[at + 6] = g;
        into[at + 7] = h;
    }

    /**
     * Fills in the score of each expert, the champion's first.
     *
     * @param into has room for {@link ExpertSet#room} scores
     */
    void scores(ExpertSet experts, Encoded row, double champion, double[] into) {
        into[0] = champion;
        int at = 1;
        for (double bias : biases) {
            into[at++] = champion + bias;
        }
        double slope = row.values[Encoder.SLOPE];
        for (int i = 0; i < slopes.length; i += 2) {
            into[at++] = champion + slopes[i] + slopes[i + 1] * slope;
        }
        for (int from = 0; from < experts.width; from += BLOCK) {
            block(experts.offset, row, champion, into, at, from);
        }
    }

    /**
     * Fills in the prediction of each expert, the champion's first.
     *
     * @param scores is overwritten
     */
    void predictions(ExpertSet experts, Loss loss, Encoded row, double champion, double[] scores, double[] into) {
        scores(experts, row, champion, scores);
        wake(experts, scores);
        System.arraycopy(scores, 0, into, 0, into.length);
        loss.predictions(into);
        // The champion's own is not limited.
        into[0] = loss.prediction(champion);
    }

    /** Gives experts that begin with nothing the champion's score, as long as they have learnt little. */
    void wake(ExpertSet experts, double[] scores) {
        if (labels < SLEEP) {
            for (int l = 0; l < experts.lanes; l++) {
                if (experts.offset[l] == 0) {
                    scores[experts.firstLane + l] = scores[0];
                }
            }
        }
    }

    void write(BinaryForm.Writer out) {
        out.large(labels);
        out.reals(biases);
        out.reals(slopes);
        for (double[] each : lanes) {
            out.reals(each);
        }
    }

    static Weights read(ExpertSet experts, int places, BinaryForm.Reader in) {
        long labels = in.large();
        double[] biases = in.reals(experts.biasRates.length);
        double[] slopes = in.reals(2 * experts.slopeRates.length);
        double[][] lanes = new double[places][];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = in.reals(experts.width);
        }
        return new Weights(lanes, biases, slopes, labels);
    }
}

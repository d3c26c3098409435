package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;

/**
 * Teaches the experts a label: each takes a step from its present weights, whatever they were when the row was predicted. So an expert is an
 * ordinary online learner on the labels in the order in which they come; with gradients of the time of the prediction, steps would pile up
 * by as many labels as are outstanding, and swing.
 *
 * <ul>
 *   <li>Gradient: {@code w += rate (y - p) x}; for both losses, y - p is the gradient by the score, negated.
 *   <li>AdaGrad (Duchi, Hazan, Singer 2011): {@code G += g^2; w += rate g / sqrt(G)}, {@code g = (y - p) x}, for each weight.
 *   <li>Invariant (Karampatziakis and Langford 2011; features on one scale as in Ross, Mineiro, Langford 2013, here by the training profile):
 *       AdaGrad's rates, but the step follows the gradient as it shrinks along the way, so it never jumps past the label.
 *   <li>Online Newton (Hazan, Agarwal, Kale 2007) over intercept, slope and numbers:
 *       {@code A += g g'; w += rate A^-1 g}, the inverse kept by Sherman and Morrison's formula; for squared loss {@code A += x x'}.
 * </ul>
 *
 * <p>What is learnt is rounded to the precision of {@code float}: on the flights that costs nothing in five digits of the loss, and halves what a revision takes.
 */
final class Learner {
    /** What AdaGrad's sums begin with, as if the weight had seen one gradient of 1: the first steps are no larger than the rate. */
    private static final double FIRST_SQUARE = 1;

    /** The inverse of Newton's first matrix: the prior variance of a weight. */
    private static final double FIRST_INVERSE = 0.01;

    private final ExpertSet experts;
    private final Loss loss;
    private final int dense;

    /** AdaGrad's sums, of the lanes between gradientEnd and invariantEnd, by place. */
    private final double[][] squares;

    /** Newton's inverse matrices, by lane. */
    private final double[][] inverses;

    private final double[] scores;
    private final double[] errors;
    private final double[] steps;
    private final double[] direction;

    /** The invariant steps' own factor of each active feature and lane. */
    private final double[][] pulls;

    Learner(ExpertSet experts, Loss loss, int places, int dense, int active) {
        this.experts = experts;
        this.loss = loss;
        this.dense = dense;
        this.squares = new double[places][experts.invariantEnd - experts.gradientEnd];
        for (double[] each : squares) {
            java.util.Arrays.fill(each, FIRST_SQUARE);
        }
        this.inverses = new double[experts.lanes - experts.invariantEnd][dense * dense];
        for (double[] each : inverses) {
            for (int i = 0; i < dense; i++) {
                each[i * dense + i] = FIRST_INVERSE;
            }
        }
        this.scores = new double[experts.room()];
        this.errors = new double[experts.size()];
        this.steps = new double[experts.lanes];
        this.direction = new double[dense];
        this.pulls = new double[active][experts.invariantEnd - experts.adagradEnd];
    }

    /** Learns a label from the experts' scores by the weights of now. */
    Weights learn(Weights now, Encoded row, double champion, double label) {
        now.scores(experts, row, champion, scores);
        return learn(now, row, scores, label);
    }

    /**
     * Learns a label.
     *
     * @param of the experts' scores of the row by the weights of now
     */
    Weights learn(Weights now, Encoded row, double[] of, double label) {
        System.arraycopy(of, 0, errors, 0, errors.length);
        loss.errors(errors, label);
        int at = 1;
        double[] biases = now.biases.clone();
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) (biases[i] + experts.biasRates[i] * errors[at++]);
        }
        double[] slopes = now.slopes.clone();
        double slope = row.values[Encoder.SLOPE];
        for (int i = 0; i < slopes.length; i += 2) {
            double step = experts.slopeRates[i / 2] * errors[at++];
            slopes[i] = (float) (slopes[i] + step);
            slopes[i + 1] = (float) (slopes[i + 1] + step * slope);
        }
        double[][] lanes = now.lanes.clone();
        for (int i = 0; i < row.places.length; i++) {
            lanes[row.places[i]] = lanes[row.places[i]].clone();
        }
        gradient(lanes, row);
        adaptive(lanes, row, of, label);
        for (int l = experts.invariantEnd; l < experts.lanes; l++) {
            newton(lanes, row, l);
        }
        return new Weights(lanes, biases, slopes, now.labels + 1);
    }

    /** The error of a lane. */
    private double error(int lane) {
        return errors[experts.firstLane + lane];
    }

    private void gradient(double[][] lanes, Encoded row) {
        for (int l = 0; l < experts.gradientEnd; l++) {
            steps[l] = experts.rate[l] * error(l);
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = lanes[row.places[i]];
            double value = i == 0 ? ExpertSet.INTERCEPT : row.values[i];
            for (int l = 0; l < experts.gradientEnd; l++) {
                weights[l] = (float) (weights[l] + steps[l] * value);
            }
        }
    }

    private void adaptive(double[][] lanes, Encoded row, double[] of, double label) {
        int first = experts.gradientEnd;
        for (int l = experts.adagradEnd; l < experts.invariantEnd; l++) {
            steps[l] = 0;
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] sums = squares[row.places[i]];
            double[] weights = lanes[row.places[i]];
            double value = row.values[i];
            for (int l = first; l < experts.invariantEnd; l++) {
                double g = error(l) * value;
                sums[l - first] = (float) (sums[l - first] + g * g);
            }
            for (int l = first; l < experts.adagradEnd; l++) {
                weights[l] = (float) (weights[l] + experts.rate[l] * error(l) * value / Math.sqrt(sums[l - first]));
            }
            double[] pull = pulls[i];
            for (int l = experts.adagradEnd; l < experts.invariantEnd; l++) {
                pull[l - experts.adagradEnd] = value / Math.sqrt(sums[l - first]);
                steps[l] += experts.rate[l] * value * pull[l - experts.adagradEnd];
            }
        }
        for (int l = experts.adagradEnd; l < experts.invariantEnd; l++) {
            steps[l] = loss.invariantStep(of[experts.firstLane + l], error(l), steps[l], label) * experts.rate[l];
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = lanes[row.places[i]];
            for (int l = experts.adagradEnd; l < experts.invariantEnd; l++) {
                weights[l] = (float) (weights[l] + steps[l] * pulls[i][l - experts.adagradEnd]);
            }
        }
    }

    private void newton(double[][] lanes, Encoded row, int lane) {
        double[] inverse = inverses[lane - experts.invariantEnd];
        double error = error(lane);
        double weight = loss.curvature(error);
        double curvature = 0;
        for (int i = 0; i < dense; i++) {
            double sum = 0;
            for (int j = 0; j < dense; j++) {
                sum += inverse[i * dense + j] * row.values[j];
            }
            direction[i] = sum;
            curvature += sum * row.values[i];
        }
        double shrink = 1 / (1 + weight * curvature);
        double step = experts.rate[lane] * error * shrink;
        for (int i = 0; i < dense; i++) {
            lanes[row.places[i]][lane] = (float) (lanes[row.places[i]][lane] + step * direction[i]);
            double part = weight * shrink * direction[i];
            for (int j = 0; j < dense; j++) {
                inverse[i * dense + j] = (float) (inverse[i * dense + j] - part * direction[j]);
            }
        }
    }

    void write(BinaryForm.Writer out) {
        for (double[] each : squares) {
            out.reals(each);
        }
        for (double[] each : inverses) {
            out.reals(each);
        }
    }

    void read(BinaryForm.Reader in) {
        for (int i = 0; i < squares.length; i++) {
            squares[i] = in.reals(squares[i].length);
            for (double each : squares[i]) {
                if (each < FIRST_SQUARE) {
                    throw in.corrupt("a sum of squares is " + each);
                }
            }
        }
        for (int i = 0; i < inverses.length; i++) {
            inverses[i] = in.reals(inverses[i].length);
        }
    }
}

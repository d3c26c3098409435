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
    /** How many lanes have AdaGrad's sums, where the invariant ones begin among them, and how many these are. */
    private static final int ADAPTIVE = ExpertSet.INVARIANT_END - ExpertSet.GRADIENT_END;

    private static final int INVARIANT_FROM = ExpertSet.ADAGRAD_END - ExpertSet.GRADIENT_END;
    private static final int INVARIANT = ADAPTIVE - INVARIANT_FROM;

    /** What AdaGrad's sums begin with, as if the weight had seen one gradient of 1: the first steps are no larger than the rate. */
    private static final double FIRST_SQUARE = 1;

    /** The inverse of Newton's first matrix: the prior variance of a weight. */
    private static final double FIRST_INVERSE = 0.01;

    private final ExpertSet experts;
    private final Loss loss;
    private final int dense;

    /** AdaGrad's sums, of the lanes of AdaGrad and the invariant ones, by place. */
    private final double[][] squares;

    /** Newton's inverse matrices, by lane. */
    private final double[][] inverses;

    private final double[] scores;
    private final double[] errors;
    private final double[] steps;
    private final double[] direction;

    /** Of each active feature and lane of AdaGrad and the invariant ones: AdaGrad's sum, and what is divided by its root. */
    private final double[] roots;

    private final double[] pulls;

    /** Of each invariant lane, how fast its score follows the error, and then its step. */
    private final double[] reach;

    Learner(ExpertSet experts, Loss loss, int places, int dense, int active) {
        this.experts = experts;
        this.loss = loss;
        this.dense = dense;
        this.squares = new double[places][ADAPTIVE];
        for (double[] each : squares) {
            java.util.Arrays.fill(each, FIRST_SQUARE);
        }
        this.inverses = new double[experts.lanes - ExpertSet.INVARIANT_END][dense * dense];
        for (double[] each : inverses) {
            for (int i = 0; i < dense; i++) {
                each[i * dense + i] = FIRST_INVERSE;
            }
        }
        this.scores = new double[experts.room()];
        this.errors = new double[experts.size()];
        this.steps = new double[experts.lanes];
        this.direction = new double[dense];
        this.roots = new double[active * ADAPTIVE];
        this.pulls = new double[roots.length];
        this.reach = new double[INVARIANT];
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
        loss.errors(of, label, errors);
        Weights next = now.copy(row.places, now.labels + 1);
        int at = 1;
        double[] biases = next.biases;
        for (int i = 0; i < biases.length; i++) {
            biases[i] = (float) (biases[i] + experts.biasRates[i] * errors[at++]);
        }
        double[] slopes = next.slopes;
        double slope = row.values[Encoder.SLOPE];
        for (int i = 0; i < slopes.length; i += 2) {
            double step = experts.slopeRates[i / 2] * errors[at++];
            slopes[i] = (float) (slopes[i] + step);
            slopes[i + 1] = (float) (slopes[i + 1] + step * slope);
        }
        gradient(next, row);
        sums(row);
        adaptive(next, row);
        invariant(next, row, of, label);
        for (int l = ExpertSet.INVARIANT_END; l < experts.lanes; l++) {
            newton(next, row, l);
        }
        return next;
    }

    /** The error of a lane. */
    private double error(int lane) {
        return errors[experts.firstLane + lane];
    }

    private void gradient(Weights next, Encoded row) {
        for (int l = 0; l < ExpertSet.GRADIENT_END; l++) {
            steps[l] = experts.rate[l] * error(l);
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = next.of(row.places[i]);
            int at = next.at(row.places[i]);
            double value = i == 0 ? ExpertSet.INTERCEPT : row.values[i];
            for (int l = 0; l < ExpertSet.GRADIENT_END; l++) {
                weights[at + l] = (float) (weights[at + l] + steps[l] * value);
            }
        }
    }

    /**
     * Adds to AdaGrad's sums and divides by their roots: {@code rate (y - p) x} of the lanes of AdaGrad, x of the invariant ones. Roots and divisions, which take
     * most of the time, are one loop over all features, of which several are computed at once.
     */
    private void sums(Encoded row) {
        int first = ExpertSet.GRADIENT_END;
        for (int l = 0; l < ADAPTIVE; l++) {
            steps[l] = l < ExpertSet.ADAGRAD_END - first ? experts.rate[first + l] * error(first + l) : 1;
        }
        int k = 0;
        for (int i = 0; i < row.places.length; i++) {
            double[] of = squares[row.places[i]];
            double value = row.values[i];
            for (int l = 0; l < ADAPTIVE; l++) {
                double g = errors[experts.firstLane + first + l] * value;
                double sum = (float) (of[l] + g * g);
                of[l] = sum;
                roots[k] = sum;
                pulls[k] = steps[l] * value;
                k++;
            }
        }
        for (int i = 0; i < pulls.length; i++) {
            pulls[i] = pulls[i] / Math.sqrt(roots[i]);
        }
    }

    private void adaptive(Weights next, Encoded row) {
        int k = 0;
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = next.of(row.places[i]);
            int at = next.at(row.places[i]) + ExpertSet.GRADIENT_END;
            for (int l = 0; l < INVARIANT_FROM; l++) {
                weights[at + l] = (float) (weights[at + l] + pulls[k + l]);
            }
            k += ADAPTIVE;
        }
    }

    private void invariant(Weights next, Encoded row, double[] of, double label) {
        int first = ExpertSet.ADAGRAD_END;
        java.util.Arrays.fill(reach, 0);
        for (int i = 0; i < row.places.length; i++) {
            for (int l = 0; l < INVARIANT; l++) {
                reach[l] += experts.rate[first + l] * row.values[i] * pulls[i * ADAPTIVE + INVARIANT_FROM + l];
            }
        }
        loss.invariantSteps(of, errors, experts.firstLane + first, reach, label);
        for (int l = 0; l < INVARIANT; l++) {
            reach[l] *= experts.rate[first + l];
        }
        for (int i = 0; i < row.places.length; i++) {
            double[] weights = next.of(row.places[i]);
            int at = next.at(row.places[i]) + first;
            for (int l = 0; l < INVARIANT; l++) {
                weights[at + l] = (float) (weights[at + l] + reach[l] * pulls[i * ADAPTIVE + INVARIANT_FROM + l]);
            }
        }
    }

    private void newton(Weights next, Encoded row, int lane) {
        double[] inverse = inverses[lane - ExpertSet.INVARIANT_END];
        double error = error(lane);
        double weight = loss.curvature(error);
        double curvature = direct(inverse, row.values);
        double shrink = 1 / (1 + weight * curvature);
        double step = experts.rate[lane] * error * shrink;
        int at = lane;
        for (int i = 0; i < dense; i++) {
            next.dense[at] = (float) (next.dense[at] + step * direction[i]);
            at += next.width;
        }
        // The matrix is symmetric: half of it is computed.
        for (int i = 0; i < dense; i++) {
            double part = weight * shrink * direction[i];
            int row0 = i * dense;
            int across = i;
            for (int j = 0; j <= i; j++) {
                double changed = (float) (inverse[row0 + j] - part * direction[j]);
                inverse[row0 + j] = changed;
                inverse[across] = changed;
                across += dense;
            }
        }
    }

    /** Fills in the direction, the matrix times the values; returns what that times the values is. Two rows at a time: the sum of one would wait for itself. */
    private double direct(double[] inverse, double[] values) {
        double curvature = 0;
        int i = 0;
        for (; i + 1 < dense; i += 2) {
            int from = i * dense;
            double a = 0;
            double b = 0;
            for (int j = 0; j < dense; j++) {
                a += inverse[from + j] * values[j];
                b += inverse[from + dense + j] * values[j];
            }
            direction[i] = a;
            direction[i + 1] = b;
            curvature += a * values[i] + b * values[i + 1];
        }
        if (i < dense) {
            double a = 0;
            for (int j = 0; j < dense; j++) {
                a += inverse[i * dense + j] * values[j];
            }
            direction[i] = a;
            curvature += a * values[i];
        }
        return curvature;
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

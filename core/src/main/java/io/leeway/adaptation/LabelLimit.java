package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Limits by how much one label moves what the experts together say of any row: by {@link #MOST} at most.
 *
 * <p>What all say together is {@code sum of w_k p_k}. It moves by no more than half of the sum of {@code |w'_k - w_k|}, times {@link Loss#spread}, and the sum
 * of what each p_k moves by, times the lower of w_k and w'_k. A probability moves by {@code tanh(d / 4)} at most if its score moves by d (of several classes {@code tanh(d / 2)}, d being
 * the most of all scores), a number by d. And d, over all rows that can be, is the sum of what the label adds to the weights, times the most that their feature can be.
 * Both parts are limited: the mixture lags behind, and the steps of all experts become shorter by the same factor.
 *
 * <p>Experts that are asleep say what the champion says, and their weight is counted as its: so that they wake one by one.
 */
final class LabelLimit {
    /** The most that one label moves what all experts together say of any row: a probability, or a number in standard deviations of the training's response. */
    static final double MOST = 0.1;

    /** What the mixture may use of it; the steps use the rest. On the flights, one label in a thousand would use more. */
    private static final double BY_MIXTURE = 0.03;

    private static final double BY_MIXTURE_OF_NUMBER = 0.05;

    private static final int HALVINGS = 20;

    /** More than what is lost by rounding. */
    private static final double ROUNDING = 1e-9;

    private final ExpertSet experts;
    private final int dense;

    /** A score that moves by this times x moves the probability by tanh(x) at most, or the number by x. */
    private final double steepness;

    private final boolean numbers;

    /** How far the mixture may move. */
    private final double mostDistance;

    private final double mostBySteps;
    private final double[] moved;

    /** By how much the scores of lanes move, those that fill up the last block among them. */
    private final double[] sums;

    private LabelLimit(Target target, int dense) {
        this.experts = target.experts;
        this.dense = dense;
        this.numbers = target.loss() != LogLoss.INSTANCE;
        this.steepness = numbers ? 1 : target.outputs() == 1 ? 4 : 2;
        double byMixture = numbers ? BY_MIXTURE_OF_NUMBER : BY_MIXTURE;
        this.mostDistance = byMixture / target.loss().spread();
        this.mostBySteps = MOST - byMixture;
        this.moved = new double[experts.size()];
        this.sums = new double[experts.width];
    }

    /** Null if there is none: for the Bayesian mixture, and for numbers without a bound on corrections. */
    static @Nullable LabelLimit of(Adaptation adaptation, Target target, int dense) {
        boolean limits = target.loss() == LogLoss.INSTANCE || adaptation.mostCorrection() < Double.POSITIVE_INFINITY;
        return adaptation.cautious() && limits ? new LabelLimit(target, dense) : null;
    }

    /** The weights of the experts that answers use, on the way from those before to those that are wanted. */
    double[] mixture(double[] before, double[] wanted) {
        double distance = 0;
        for (int k = 0; k < wanted.length; k++) {
            distance += 0.5 * Math.abs(wanted[k] - before[k]);
        }
        if (distance <= mostDistance) {
            return wanted;
        }
        double share = mostDistance / distance;
        double[] next = new double[wanted.length];
        for (int k = 0; k < next.length; k++) {
            next[k] = before[k] + share * (wanted[k] - before[k]);
        }
        return next;
    }

    /** Gives the weight of experts that are asleep to the champion. */
    double[] awake(double[] mixture, long labels) {
        if (labels >= Weights.SLEEP) {
            return mixture;
        }
        for (int l = 0; l < experts.lanes; l++) {
            if (experts.offset[l] == 0) {
                mixture[0] += mixture[experts.firstLane + l];
                mixture[experts.firstLane + l] = 0;
            }
        }
        return mixture;
    }

    /**
     * Shortens the steps of a label.
     *
     * @param row the row that was labelled
     * @param after is changed where the label has changed it
     */
    void steps(double[] mixtureBefore, double[] mixture, Weights[] before, Weights[] after, Encoded row) {
        Arrays.fill(moved, 0);
        for (int j = 0; j < before.length; j++) {
            move(before[j], after[j], row);
        }
        if (surelyWithin(mixtureBefore, mixture) || movement(mixtureBefore, mixture, 1) <= mostBySteps) {
            return;
        }
        double most = 0;
        double step = 0.5;
        for (int i = 0; i < HALVINGS; i++) {
            most += movement(mixtureBefore, mixture, most + step) <= mostBySteps ? step : 0;
            step /= 2;
        }
        for (int j = 0; j < before.length; j++) {
            shorten(before[j], after[j], row, most);
        }
    }

    private void move(Weights before, Weights after, Encoded row) {
        int at = 1;
        for (int i = 0; i < after.biases.length; i++) {
            most(at++, Math.abs(after.biases[i] - before.biases[i]));
        }
        for (int i = 0; i < after.slopes.length; i += 2) {
            double bias = Math.abs(after.slopes[i] - before.slopes[i]);
            most(at++, bias + Encoder.CLIP * Math.abs(after.slopes[i + 1] - before.slopes[i + 1]));
        }
        for (int from = 0; from < after.width; from += Weights.BLOCK) {
            block(before.dense, after.dense, after.width, from);
        }
        for (int i = dense; i < row.places.length; i++) {
            add(before.of(row.places[i]), after.of(row.places[i]));
        }
        for (int l = 0; l < experts.lanes; l++) {
            most(at + l, sums[l]);
        }
    }

    /** Fills in by how much the scores of a block of lanes move by what no row leaves out. The sums stay in registers. */
    private void block(double[] before, double[] after, int width, int from) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        for (int at = from + width; at < after.length; at += width) {
            a += Math.abs(after[at] - before[at]);
            b += Math.abs(after[at + 1] - before[at + 1]);
            c += Math.abs(after[at + 2] - before[at + 2]);
            d += Math.abs(after[at + 3] - before[at + 3]);
            e += Math.abs(after[at + 4] - before[at + 4]);
            f += Math.abs(after[at + 5] - before[at + 5]);
            g += Math.abs(after[at + 6] - before[at + 6]);
            h += Math.abs(after[at + 7] - before[at + 7]);
        }
        sums[from] = Encoder.CLIP * a + Math.abs(after[from] - before[from]);
        sums[from + 1] = Encoder.CLIP * b + Math.abs(after[from + 1] - before[from + 1]);
        sums[from + 2] = Encoder.CLIP * c + Math.abs(after[from + 2] - before[from + 2]);
        sums[from + 3] = Encoder.CLIP * d + Math.abs(after[from + 3] - before[from + 3]);
        sums[from + 4] = Encoder.CLIP * e + Math.abs(after[from + 4] - before[from + 4]);
        sums[from + 5] = Encoder.CLIP * f + Math.abs(after[from + 5] - before[from + 5]);
        sums[from + 6] = Encoder.CLIP * g + Math.abs(after[from + 6] - before[from + 6]);
        sums[from + 7] = Encoder.CLIP * h + Math.abs(after[from + 7] - before[from + 7]);
    }

    /** Adds distances of a feature that is 1 at most. */
    private void add(double[] before, double[] after) {
        for (int from = 0; from < sums.length; from += Weights.BLOCK) {
            for (int l = from; l < from + Weights.BLOCK; l++) {
                sums[l] += Math.abs(after[l] - before[l]);
            }
        }
    }

    private void most(int expert, double distance) {
        moved[expert] = Math.max(moved[expert], distance);
    }

    /** Whether the limit holds by a bound that takes no powers: tanh(x) is at most x. */
    private boolean surelyWithin(double[] mixtureBefore, double[] mixture) {
        double sum = 0;
        for (int k = 0; k < moved.length; k++) {
            sum += Math.min(mixtureBefore[k], mixture[k]) * moved[k];
        }
        return sum / steepness <= mostBySteps - ROUNDING;
    }

    /** By how much steps that are shortened by a factor move what all say together, at most. */
    private double movement(double[] mixtureBefore, double[] mixture, double factor) {
        double sum = 0;
        for (int k = 0; k < moved.length; k++) {
            sum += Math.min(mixtureBefore[k], mixture[k]) * prediction(factor * moved[k]);
        }
        return sum;
    }

    /** By how much a prediction moves at most whose score moves by a distance. */
    private double prediction(double distance) {
        if (numbers) {
            return distance;
        }
        double power = Logistic.exp(-2 * distance / steepness);
        return (1 - power) / (1 + power);
    }

    private void shorten(Weights before, Weights after, Encoded row, double factor) {
        between(before.biases, after.biases, 0, after.biases.length, factor);
        between(before.slopes, after.slopes, 0, after.slopes.length, factor);
        for (int place : row.places) {
            between(before.of(place), after.of(place), after.at(place), after.width, factor);
        }
    }

    private static void between(double[] before, double[] after, int from, int count, double factor) {
        for (int i = from; i < from + count; i++) {
            after[i] = (float) (before[i] + factor * (after[i] - before[i]));
        }
    }
}

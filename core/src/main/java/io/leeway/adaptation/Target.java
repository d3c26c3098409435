package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;

/**
 * What is predicted: how the experts' scores become predictions and answers, and what these cost. Predictions have one output, or one for
 * each class; those of all experts lie in one array, expert by expert, the champion's first. Immutable.
 */
abstract sealed class Target permits ScoreTarget, ClassTarget {
    final ExpertSet experts;

    Target(ExpertSet experts) {
        this.experts = experts;
    }

    /** How many numbers a prediction has. */
    abstract int outputs();

    /** The length of an array for the scores that {@link #predict} computes with. */
    final int room() {
        return outputs() * experts.room();
    }

    /** The length of an array for the predictions of all experts. */
    final int predictions() {
        return outputs() * experts.size();
    }

    /**
     * Fills in the predictions of all experts.
     *
     * @param weights of each output
     * @param row is changed at the place of the champion's score
     * @param champion the champion's score of each output
     * @param scores is overwritten
     */
    abstract void predict(Weights[] weights, Encoded row, double[] champion, double[] scores, double[] into);

    /** Fills in the prediction of all experts together. */
    abstract void mix(double[] mixture, double[] predictions, double[] into);

    /**
     * Moves a prediction towards the champion's until it risks no more than a cap.
     *
     * @param cap nats
     * @param factor {@code e^-cap}
     */
    abstract void limit(double[] wanted, double[] predictions, double cap, double factor, double[] into);

    /**
     * Moves an answer towards the champion's prediction until its scores are no further from the champion's than allowed.
     *
     * @param answer is changed
     * @param most the most that a score may differ by
     * @param factor {@code e^-most}
     */
    abstract void bound(double[] answer, double[] predictions, double most, double factor);

    /** The most that an answer can cost beyond the champion's prediction. */
    abstract double risk(double[] answer, double[] predictions);

    /**
     * What a prediction costs, in nats.
     *
     * @param from where it begins
     */
    abstract double cost(double[] predictions, int from, double label);

    /** What each expert's prediction costs. */
    final void costs(double[] predictions, double label, double[] into) {
        for (int k = 0; k < into.length; k++) {
            into[k] = cost(predictions, k * outputs(), label);
        }
    }

    /** The mixture of the experts that predictions of this kind are given to. */
    abstract Mixture mixture(Adaptation adaptation);

    /** Teaches all experts a label. */
    abstract Weights[] learn(Learner[] learners, Weights[] now, Encoded row, double[] champion, double label);

    /** What each output learns by. */
    abstract Loss loss();

    final Weights[] zero(int places) {
        Weights[] zero = new Weights[outputs()];
        java.util.Arrays.setAll(zero, i -> Weights.zero(experts, places));
        return zero;
    }

    final Learner[] learners(int places, int dense, int active) {
        Learner[] learners = new Learner[outputs()];
        java.util.Arrays.setAll(learners, i -> new Learner(experts, loss(), places, dense, active));
        return learners;
    }

    /** What users measure for one nat. */
    final double unit() {
        return loss().unit();
    }

    /** Writes which target this is. */
    abstract void write(BinaryForm.Writer out);
}

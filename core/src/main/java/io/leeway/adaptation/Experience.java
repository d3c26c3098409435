package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the labels have taught so far: the experts, and the weight of each in the mixture. Not safe for use by several threads. */
final class Experience {
    private final Target target;
    private final int places;
    private final Learner[] learners;
    private final double[] costs;
    private final Mixture mixture;

    /** Null if what a label moves is not limited. */
    private final @Nullable LabelLimit limit;

    private double loss;
    private Learnt newest;

    /** What answers are computed from: immutable. */
    record Learnt(Weights[] weights, double[] mixture) {

        /** A revision to compare what was learnt, without a limit to what answers risk. */
        Revision unnumbered() {
            return new Revision(Revision.NONE, weights, mixture, Double.POSITIVE_INFINITY, 1);
        }
    }

    Experience(Adaptation adaptation, Target target, Encoder<?> encoder) {
        this.target = target;
        this.places = encoder.places();
        this.learners = target.learners(places, encoder.dense(), encoder.active());
        this.mixture = target.mixture(adaptation);
        this.costs = new double[target.experts.size()];
        this.limit = LabelLimit.of(adaptation, target, encoder.dense());
        this.newest = new Learnt(target.zero(places), wanted(0));
    }

    /** The weights that answers should use. */
    private double[] wanted(long labels) {
        double[] combined = mixture.combined();
        return limit == null ? combined : limit.awake(combined, labels);
    }

    Learnt newest() {
        return newest;
    }

    /** Learns the label of a row. */
    void learn(Waiting row, double label, int mostOutstanding) {
        loss += target.cost(row.answer(), 0, label);
        target.costs(row.experts(), label, costs);
        mixture.learn(costs, target.cost(row.mixed(), 0, label), mostOutstanding);
        Weights[] next = target.learn(learners, newest.weights, row.row(), row.champion(), label);
        double[] weights = wanted(next[0].labels);
        if (limit != null) {
            weights = limit.mixture(newest.mixture, weights);
            limit.steps(newest.mixture, weights, newest.weights, next, row.row());
        }
        newest = new Learnt(next, weights);
    }

    /** Goes on below another champion, by a translation for each output. */
    void translate(ChampionChange[] change) {
        Weights[] next = newest.weights.clone();
        Arrays.setAll(next, j -> change[j].apply(target.experts, next[j]));
        newest = new Learnt(next, newest.mixture);
    }

    long labels() {
        return newest.weights[0].labels;
    }

    double temper() {
        return mixture.eta();
    }

    /** What the Bayesian mixture may lose beyond the best expert if labels come at once, in nats. */
    double bound() {
        return Logistic.log(target.experts.size()) / temper();
    }

    /** What the answers have lost, in nats. */
    double loss() {
        return loss;
    }

    /** Takes the answers so far as the champion's. */
    void lossAnew() {
        loss = mixture.losses()[0];
    }

    List<ExpertStanding> standing() {
        double[] losses = mixture.losses();
        double[] weights = mixture.combined();
        List<ExpertStanding> all = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            all.add(new ExpertStanding(target.experts.names().get(k), target.unit() * losses[k], weights[k]));
        }
        return List.copyOf(all);
    }

    /** All but the loss. */
    void write(BinaryForm.Writer out) {
        for (int j = 0; j < learners.length; j++) {
            newest.weights[j].write(out);
            learners[j].write(out);
        }
        mixture.write(out);
        out.reals(newest.mixture);
    }

    void read(BinaryForm.Reader in) {
        Weights[] weights = new Weights[learners.length];
        for (int j = 0; j < learners.length; j++) {
            weights[j] = Weights.read(target.experts, places, in);
            learners[j].read(in);
        }
        mixture.read(in);
        newest = new Learnt(weights, in.reals(target.experts.size()));
    }

    void readLoss(BinaryForm.Reader in) {
        loss = in.real();
    }
}

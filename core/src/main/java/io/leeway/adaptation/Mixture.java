package io.leeway.adaptation;

import io.leeway.binary.BinaryForm;
import java.util.Arrays;

/**
 * The weights of the experts, by what their predictions cost when they were given.
 *
 * <p>There is one set of weights for each share for change s: with s = 0 the Bayesian mixture (Vovk 1990), {@code w_k ~ prior_k e^(-eta L_k)},
 * L_k being expert k's cumulative log loss over the labels that have come; with s above 0 the fixed share of Herbster and Warmuth (1998): each
 * label keeps 1 - s of the weights and spreads s by the prior. The sets are mixed in the same way by what they cost themselves, so no share
 * needs to be chosen (de Rooij and van Erven 2009).
 *
 * <p>The temper eta is 1 with labels at once. Let D be the most labels outstanding so far, and let delta_t be what the prediction of row t
 * cost beyond {@code -(1/eta) ln(sum of w_k p_k^eta)} with the weights w of now, when its label comes: what the missing labels cost, exactly.
 * Then
 *
 * <pre>
 * eta = min(1 / sqrt(1 + D), ln 2 / max(ln 2, max over t of (delta_1 + ... + delta_t)))
 * </pre>
 *
 * rounded down to a power of 1 / sqrt(2). The first part is the rate of online learning with delays (Joulani, Gyorgy, Szepesvari 2013), for
 * the rows of the first D labels, of which nothing is known yet; the second balances what learning costs with what the weights still owe to the
 * prior, as AdaHedge does (de Rooij and others 2014; with delays Flaspohler and others 2021). Because eta only falls, for every expert k, in the
 * order in which labels come, over any data:
 *
 * <pre>
 * loss of the mixture <= L_k + ln(1 / (prior_k prior_0)) / eta + (delta_1 + ... + delta_T)
 * </pre>
 *
 * where prior_0 is that of the set without a share. With labels at once eta is 1 and each delta is 0.
 */
final class Mixture {
    private static final double STEP = Math.sqrt(0.5);
    private static final double LN_2 = 0.6931471805599453;

    /** So far behind, a weight is 0 for now: smaller numbers than e^-600 become subnormal when multiplied, and slow. */
    private static final double HOPELESS = 600;

    private final boolean tempered;

    /** With labels at once, eta need not fall below this. */
    private final double floor;

    private final double[] prior;
    private final double[] shares;
    private final double[] sharePrior;

    /** Cumulative losses of the experts. */
    private final double[] losses;

    /** Weights within each set, and the losses of the sets. */
    private final double[][] sets;

    private final double[] setLosses;
    private final double[] ofSets;
    private final double[] combined;
    private final double[] powers;
    private final double[] costs;
    private double eta;
    private double lag;
    private double mostLag;

    /** For log loss. The first share must be 0. */
    Mixture(boolean tempered, double[] prior, double[] shares, double[] sharePrior) {
        this(tempered, 1, 0, prior, shares, sharePrior);
    }

    /**
     * For any loss.
     *
     * @param first the temper to begin with
     * @param floor a temper at which predictions never cost more than the mixture, if labels come at once; 0 if none is known
     */
    Mixture(boolean tempered, double first, double floor, double[] prior, double[] shares, double[] sharePrior) {
        this.tempered = tempered;
        this.floor = floor;
        this.eta = first;
        this.prior = prior.clone();
        this.shares = shares.clone();
        this.sharePrior = sharePrior.clone();
        this.losses = new double[prior.length];
        this.sets = new double[shares.length][];
        Arrays.setAll(sets, i -> prior.clone());
        this.setLosses = new double[shares.length];
        this.ofSets = new double[shares.length];
        this.combined = new double[prior.length];
        this.powers = new double[prior.length];
        this.costs = new double[prior.length];
        combine();
    }

    double[] combined() {
        return combined.clone();
    }

    /** In four sums, which the processor computes side by side. */
    static double dot(double[] weights, double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < weights.length; k += 4) {
            a += weights[k] * values[k];
            b += weights[k + 1] * values[k + 1];
            c += weights[k + 2] * values[k + 2];
            d += weights[k + 3] * values[k + 3];
        }
        for (; k < weights.length; k++) {
            a += weights[k] * values[k];
        }
        return (a + b) + (c + d);
    }

    /**
     * Learns what a row's predictions cost in log loss.
     *
     * @param experts the probability that each expert gave to the positive class
     * @param mixed that of all together
     */
    void learn(double[] experts, double mixed, boolean label, int mostOutstanding) {
        for (int k = 0; k < costs.length; k++) {
            costs[k] = Logistic.loss(experts[k], label);
        }
        learn(costs, Logistic.loss(mixed, label), mostOutstanding);
    }

    /**
     * Learns what a row's predictions cost.
     *
     * @param cost what each expert's prediction cost, in nats
     * @param mixed what that of all together cost
     */
    void learn(double[] cost, double mixed, int mostOutstanding) {
        double least = least(cost);
        for (int k = 0; k < losses.length; k++) {
            powers[k] = Logistic.exp(-eta * (cost[k] - least));
            losses[k] += cost[k];
        }
        lag += mixed - least + Logistic.log(dot(combined, powers)) / eta;
        mostLag = Math.max(mostLag, lag);
        for (int m = 0; m < sets.length; m++) {
            setLosses[m] += share(sets[m], shares[m]) + least;
        }
        if (tempered) {
            double late = 1 / Math.sqrt(1.0 + mostOutstanding);
            temper(Math.max(floor * late, Math.min(late, LN_2 / Math.max(LN_2, mostLag))));
        }
        bayes(sets[0], prior, losses);
        combine();
    }

    private static double least(double[] of) {
        double least = Double.POSITIVE_INFINITY;
        for (double each : of) {
            least = Math.min(least, each);
        }
        return least;
    }

    /** Updates a set and returns what it cost, with its weights of now. */
    private double share(double[] weights, double share) {
        double sum = dot(weights, powers);
        double kept = (1 - share) / sum;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = weights[k] * powers[k] * kept + share * prior[k];
        }
        return -Logistic.log(sum) / eta;
    }

    /** With eta' = r eta, weights prior_k e^(-eta L_k) become prior_k e^(-eta' L_k): the ratio to the prior is raised to r. */
    private void temper(double wanted) {
        while (wanted < eta) {
            eta *= STEP;
            for (int m = 1; m < sets.length; m++) {
                double sum = 0;
                for (int k = 0; k < prior.length; k++) {
                    sets[m][k] = prior[k] * Logistic.exp(STEP * Logistic.log(sets[m][k] / prior[k]));
                    sum += sets[m][k];
                }
                for (int k = 0; k < prior.length; k++) {
                    sets[m][k] /= sum;
                }
            }
        }
    }

    private void bayes(double[] into, double[] before, double[] lost) {
        double least = least(lost);
        double sum = 0;
        for (int k = 0; k < into.length; k++) {
            double gap = eta * (lost[k] - least);
            into[k] = gap > HOPELESS ? 0 : before[k] * Logistic.exp(-gap);
            sum += into[k];
        }
        double share = 1 / sum;
        for (int k = 0; k < into.length; k++) {
            into[k] *= share;
        }
    }

    private void combine() {
        bayes(ofSets, sharePrior, setLosses);
        Arrays.fill(combined, 0);
        for (int m = 0; m < sets.length; m++) {
            double weight = ofSets[m];
            double[] set = sets[m];
            for (int k = 0; k < combined.length; k++) {
                combined[k] += weight * set[k];
            }
        }
    }

    double eta() {
        return eta;
    }

    double lag() {
        return lag;
    }

    double[] losses() {
        return losses.clone();
    }

    /** What the bound allows beyond the loss of an expert. */
    double allowed(int expert) {
        return -Logistic.log(prior[expert] * sharePrior[0]) / eta + lag;
    }

    void write(BinaryForm.Writer out) {
        out.real(eta);
        out.real(lag);
        out.real(mostLag);
        out.reals(losses);
        out.reals(setLosses);
        for (double[] each : sets) {
            out.reals(each);
        }
    }

    void read(BinaryForm.Reader in) {
        eta = in.real();
        lag = in.real();
        mostLag = in.real();
        if (!(eta > 0 && eta <= 1)) {
            throw in.corrupt("the temper is " + eta);
        }
        copy(in.reals(losses.length), losses);
        copy(in.reals(setLosses.length), setLosses);
        for (double[] each : sets) {
            copy(in.reals(each.length), each);
            double sum = 0;
            for (double weight : each) {
                if (weight < 0) {
                    throw in.corrupt("a weight is " + weight);
                }
                sum += weight;
            }
            if (Math.abs(sum - 1) > 1e-6) {
                throw in.corrupt("weights add up to " + sum);
            }
        }
        combine();
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}

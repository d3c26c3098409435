package io.leeway.adaptation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The experts, fixed in advance: a geometric grid of rates for each way to learn, wide enough that no rate needs to be chosen. A bad expert
 * costs the mixture nothing but a share of the prior, so what is not known is not decided.
 *
 * <p>Order: the champion, biases, slopes, then the linear experts ("lanes"), ordered by their kind of step.
 */
final class ExpertSet {
    /** Rates of the bias: from one that averages over 1,000 labels to one that follows 10. */
    private static final double[] BIAS_RATES = {0.00125, 0.005, 0.02, 0.08};

    private static final double[] SLOPE_RATES = {0.002, 0.008};

    /** The intercept of plain gradient steps learns ten times as fast as a weight: it sees every row. */
    static final double INTERCEPT = 10;

    private static final double[] GRADIENT_RATES = {0.00025, 0.001, 0.004, 0.016};
    private static final double[] ADAGRAD_RATES = {0.0125, 0.05, 0.2, 0.8};

    /** Vowpal Wabbit's default rate, and a quarter of it. */
    private static final double[] INVARIANT_RATES = {0.125, 0.5};

    /** The first is the step of the running Laplace approximation, which settles; the second keeps more of its pace. */
    private static final double[] NEWTON_RATES = {1, 4};

    /** Ends of the kinds among the lanes; gradient steps begin at 0. Constants, so that loops over so few lanes are compiled to straight code. */
    static final int GRADIENT_END = GRADIENT_RATES.length + 1;

    static final int ADAGRAD_END = GRADIENT_END + ADAGRAD_RATES.length + 1;
    static final int INVARIANT_END = ADAGRAD_END + INVARIANT_RATES.length + 1;

    /** Newton steps cost the square of the features; with more than this, they are left out. */
    static final int MOST_NEWTON = 64;

    private static final double NOTHING_GRADIENT = 0.004;
    private static final double NOTHING_ADAGRAD = 0.05;
    private static final double NOTHING_INVARIANT = 0.5;

    /** What the names of experts that ignore the champion begin with. */
    static final String FROM_NOTHING = "from nothing";

    /** Places that no row leaves out. */
    final int dense;

    private final double pace;
    private final List<String> names = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Boolean> residual = new ArrayList<>();
    final int firstLane;
    final int lanes;

    /** The length of a row of weights: whole blocks of {@link Weights#BLOCK} lanes. */
    final int width;

    final double[] rate;

    /** 1 for a lane that corrects the champion, 0 for one that learns from nothing. */
    final double[] offset;

    /** Rates of the biases, and of the slopes with their biases. */
    final double[] biasRates;

    final double[] slopeRates;

    /**
     * Creates the experts.
     *
     * @param dense places that no row leaves out
     * @param pace what all rates but Newton's are multiplied by, see {@link Loss#pace}
     */
    ExpertSet(int dense, double pace) {
        this.dense = dense;
        this.pace = pace;
        names.add("champion");
        biasRates = paced(BIAS_RATES);
        for (double each : biasRates) {
            names.add(name("bias", each));
        }
        slopeRates = paced(SLOPE_RATES);
        for (double each : slopeRates) {
            names.add(name("slope and bias", each));
        }
        firstLane = names.size();
        lanes("residual, gradient", true, paced(GRADIENT_RATES));
        lanes(FROM_NOTHING + ", gradient", false, pace * NOTHING_GRADIENT);
        lanes("residual, AdaGrad", true, paced(ADAGRAD_RATES));
        lanes(FROM_NOTHING + ", AdaGrad", false, pace * NOTHING_ADAGRAD);
        lanes("residual, invariant", true, paced(INVARIANT_RATES));
        lanes(FROM_NOTHING + ", invariant", false, pace * NOTHING_INVARIANT);
        if (dense <= MOST_NEWTON) {
            lanes("residual, Newton", true, NEWTON_RATES);
        }
        lanes = rates.size();
        width = (lanes + Weights.BLOCK - 1) / Weights.BLOCK * Weights.BLOCK;
        rate = rates.stream().mapToDouble(Double::doubleValue).toArray();
        offset = new double[width];
        for (int l = 0; l < lanes; l++) {
            offset[l] = residual.get(l) ? 1 : 0;
        }
    }

    private double[] paced(double[] rates) {
        return java.util.Arrays.stream(rates).map(each -> pace * each).toArray();
    }

    private void lanes(String kind, boolean corrects, double... each) {
        for (double of : each) {
            names.add(name(kind, of));
            rates.add(of);
            residual.add(corrects);
        }
    }

    private static String name(String kind, double rate) {
        return kind + " " + (rate == Math.rint(rate) ? String.format(Locale.ROOT, "%.0f", rate) : String.valueOf(rate));
    }

    int size() {
        return names.size();
    }

    /** The length of an array of scores, whose last block of lanes may be filled up. */
    int room() {
        return firstLane + width;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    boolean newton() {
        return lanes > INVARIANT_END;
    }
}

package io.leeway.monitoring.statistics;

import java.util.function.ToDoubleFunction;

/**
 * Exact p-values of rank statistics of small samples, with or without ties: all ways to choose which of the values are those of the first
 * sample are equally likely if nothing has changed (Pitman 1937).
 */
public final class Splits {

    /** The largest number of ways that are looked at. */
    public static final int MOST = 200_000;

    private static final double ROUNDING = 1e-9;

    private final int[] ties;
    private final ToDoubleFunction<double[]> statistic;
    private final double least;
    private final double[] chosen;
    private double ways;

    private Splits(int[] ties, ToDoubleFunction<double[]> statistic, double least) {
        this.ties = ties;
        this.statistic = statistic;
        this.least = least;
        this.chosen = new double[ties.length];
    }

    /**
     * Returns whether there are at most {@value #MOST} ways.
     *
     * @param n values of the first sample, at least 0
     * @param m values of the second sample, at least 0
     * @return whether {@link #probabilityOfAtLeast} may be called
     */
    public static boolean areFew(double n, double m) {
        double ways = 1;
        for (int i = 1; i <= Math.min(n, m) && ways <= MOST; i++) {
            ways *= (Math.max(n, m) + i) / i;
        }
        return ways <= MOST * (1 + ROUNDING);
    }

    /**
     * Returns the probability of a statistic at least as large as that of two samples.
     *
     * @param samples the samples, of which {@linkplain #areFew there are few splits}
     * @param statistic the statistic as a function of how many values of the first sample are at each point
     * @return a number in (0, 1]
     */
    public static double probabilityOfAtLeast(TiedSamples samples, ToDoubleFunction<double[]> statistic) {
        int[] ties = new int[samples.size()];
        for (int i = 0; i < ties.length; i++) {
            ties[i] = (int) (samples.x()[i] + samples.y()[i]);
        }
        double observed = statistic.applyAsDouble(samples.x());
        Splits splits = new Splits(ties, statistic, observed - ROUNDING * Math.max(1, Math.abs(observed)));
        int n = (int) samples.n();
        int all = (int) (samples.n() + samples.m());
        splits.choose(0, n, all, 1);
        return Math.min(1, splits.ways / choose(all, n));
    }

    private void choose(int point, int wanted, int left, double weight) {
        if (point == ties.length) {
            ways += statistic.applyAsDouble(chosen) >= least ? weight : 0;
            return;
        }
        int after = left - ties[point];
        for (int k = Math.max(0, wanted - after); k <= Math.min(ties[point], wanted); k++) {
            chosen[point] = k;
            choose(point + 1, wanted - k, after, weight * choose(ties[point], k));
        }
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            ways = ways * (n - i + 1) / i;
        }
        return Math.rint(ways);
    }
}

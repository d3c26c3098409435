package io.leeway.monitoring.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The share of numbers that are multiples of a power of ten.
 *
 * @param clump rows that have the same value for one reason
 * @param usual the value of most rows, which is left out: that it is rarer than it was says nothing of how the others are rounded; empty if there is none
 */
record DecimalsStatistic(String feature, int decimals, double clump, Optional<Object> usual) implements Statistic {

    @Override
    public Symptom symptom() {
        return Symptom.DECIMALS;
    }

    @Override
    public Side side() {
        return Side.BOTH;
    }

    @Override
    public double of(Block block, List<Block> others) {
        Counts counts = block.counts(feature);
        double rounded = 0;
        double rows = 0;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            if (!isUsual(entry.getKey())) {
                rows += entry.getValue();
                rounded += isRounded((Double) entry.getKey(), decimals) ? entry.getValue() : 0;
            }
        }
        return rows == 0 ? Double.NaN : rounded / rows;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        Counts counts = window.counts(feature);
        double rows = counts.present() * countedShare(counts);
        return Statistic.leastOfShares(scale.mean(), rows / clump);
    }

    /** The share of numbers that count. */
    double countedShare(Counts counts) {
        return 1 - usual.map(counts::share).orElse(0.0);
    }

    /** Whether a number counts: it is there, and not the usual one. */
    boolean counts(double number) {
        return !Double.isNaN(number) && !isUsual(number + 0.0);
    }

    private boolean isUsual(Object value) {
        return usual.isPresent() && usual.get().equals(value);
    }

    /** Whether a number has no more decimals; -1 means that it is a multiple of ten. */
    static boolean isRounded(double number, int decimals) {
        double scaled = number * Math.pow(10, decimals);
        return Math.abs(scaled - Math.rint(scaled)) <= 1e-9 * Math.max(1, Math.abs(scaled));
    }
}

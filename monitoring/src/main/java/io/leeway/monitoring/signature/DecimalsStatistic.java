package io.leeway.monitoring.signature;

import java.util.List;
import java.util.Map;

/** The share of numbers that are multiples of a power of ten. */
record DecimalsStatistic(String feature, int decimals, double clump) implements Statistic {

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
        double rows = 0;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            rows += isRounded((Double) entry.getKey(), decimals) ? entry.getValue() : 0;
        }
        return counts.present() == 0 ? Double.NaN : rows / counts.present();
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return Statistic.leastOfShares(scale.mean(), window.rows() / clump);
    }

    /** Whether a number has no more decimals; -1 means that it is a multiple of ten. */
    static boolean isRounded(double number, int decimals) {
        double scaled = number * Math.pow(10, decimals);
        return Math.abs(scaled - Math.rint(scaled)) <= 1e-9 * Math.max(1, Math.abs(scaled));
    }
}

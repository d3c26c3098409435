package io.leeway.monitoring.signature;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The logarithm of how far a block's numbers are from those of the others, as a Kolmogorov-Smirnov distance on the reference's quantiles. */
final class ShapeStatistic implements Statistic {
    private static final int LIMITS = 50;
    private static final double LEAST_DEVIATION = 0.3;

    private final String feature;
    private final double[] limits;
    private final Map<Block, double[]> known = new IdentityHashMap<>();

    ShapeStatistic(String feature, List<Block> reference) {
        this.feature = feature;
        double[] all = reference.stream()
                .flatMapToDouble(block -> Arrays.stream(block.numbers(feature)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        limits = new double[all.length == 0 ? 0 : LIMITS];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = all[(int) ((i + 0.5) * all.length / LIMITS)];
        }
        reference.forEach(block -> known.put(block, counted(block)));
    }

    @Override
    public Symptom symptom() {
        return Symptom.SHAPE;
    }

    @Override
    public String feature() {
        return feature;
    }

    @Override
    public double of(Block block, List<Block> others) {
        double[] mine = atMost(block);
        double rows = mine[limits.length];
        if (rows == 0) {
            return Double.NaN;
        }
        double[] theirs = new double[limits.length + 1];
        for (Block other : others) {
            double[] counts = atMost(other);
            for (int i = 0; i < theirs.length; i++) {
                theirs[i] += counts[i];
            }
        }
        double greatest = 0;
        for (int i = 0; i < limits.length; i++) {
            greatest = Math.max(greatest, Math.abs(mine[i] / rows - theirs[i] / theirs[limits.length]));
        }
        return Math.log(greatest + 1 / Math.sqrt(rows));
    }

    /** How many numbers are at most each limit; last, how many there are. */
    private double[] atMost(Block block) {
        double[] counts = known.get(block);
        return counts == null ? counted(block) : counts;
    }

    private double[] counted(Block block) {
        double[] counts = new double[limits.length + 1];
        for (double value : block.numbers(feature)) {
            if (!Double.isNaN(value)) {
                int place = Arrays.binarySearch(limits, value);
                int at = place < 0 ? -place - 1 : place;
                while (place >= 0 && at > 0 && limits[at - 1] == value) {
                    at--;
                }
                counts[Math.min(at, limits.length)]++;
            }
        }
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        return counts;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return LEAST_DEVIATION;
    }
}

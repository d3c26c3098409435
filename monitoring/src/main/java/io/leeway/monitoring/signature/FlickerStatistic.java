package io.leeway.monitoring.signature;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The share of rows whose number differs from those of the row before and the row after it, which agree; among rows of the same sensor.
 */
record FlickerStatistic(String feature, @Nullable String sensor) implements Statistic {

    @Override
    public Symptom symptom() {
        return Symptom.FLICKER;
    }

    @Override
    public double of(Block block, List<Block> others) {
        int present = block.counts(feature).present();
        double odd = 0;
        for (boolean each : odd(block)) {
            odd += each ? 1 : 0;
        }
        return present == 0 ? Double.NaN : odd / present;
    }

    /** The rows that differ from both neighbours. */
    boolean[] odd(Block block) {
        double[] neighbours = neighbours(block);
        boolean[] odd = new boolean[neighbours.length];
        for (int row = 0; row < odd.length; row++) {
            odd[row] = !Double.isNaN(neighbours[row]);
        }
        return odd;
    }

    /** What both neighbours of such a row say; {@code NaN} of other rows. */
    double[] neighbours(Block block) {
        double[] neighbours = new double[block.rows()];
        Arrays.fill(neighbours, Double.NaN);
        double[] values = block.numbers(feature);
        @Nullable String[] sensors = sensor == null ? null : block.categories(sensor);
        Map<String, int[]> last = new HashMap<>();
        for (int row = 0; row < neighbours.length; row++) {
            String name = sensors == null ? "" : sensors[row];
            if (name != null && !Double.isNaN(values[row])) {
                int[] before = last.computeIfAbsent(name, key -> new int[] {-1, -1});
                if (before[0] >= 0 && values[before[0]] == values[row] && values[before[1]] != values[row]) {
                    neighbours[before[1]] = values[row];
                }
                before[0] = before[1];
                before[1] = row;
            }
        }
        return neighbours;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return Statistic.leastOfShares(scale.mean(), window.rows());
    }
}

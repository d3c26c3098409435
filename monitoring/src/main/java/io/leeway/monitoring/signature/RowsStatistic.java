package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Statistics of the rows as such. */
record RowsStatistic(Symptom symptom) implements Statistic {

    @Override
    public String feature() {
        return Finding.ROWS;
    }

    @Override
    public Side side() {
        return symptom == Symptom.VOLUME ? Side.BOTH : Side.ABOVE;
    }

    @Override
    public double of(Block block, List<Block> others) {
        return switch (symptom) {
            case DUPLICATES -> share(duplicates(block));
            case VOLUME -> Math.log(Math.max(0.5, block.rows()));
            case GAP ->
                block.hasTimes() && block.length() > 0
                        ? (double) (gap(block)[1] - gap(block)[0]) / block.length()
                        : Double.NaN;
            default -> throw new IllegalStateException("no statistic of rows: " + symptom);
        };
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return switch (symptom) {
            case DUPLICATES -> Statistic.leastOfShares(scale.mean(), window.rows());
            case VOLUME -> Math.max(0.02, 1 / Math.exp(scale.mean() / 2));
            default -> 0.01;
        };
    }

    private static double share(boolean[] chosen) {
        double rows = 0;
        for (boolean each : chosen) {
            rows += each ? 1 : 0;
        }
        return chosen.length == 0 ? Double.NaN : rows / chosen.length;
    }

    /** Rows whose id, or all of whose values if there are no ids, an earlier row has. */
    static boolean[] duplicates(Block block) {
        boolean[] duplicates = new boolean[block.rows()];
        Set<Object> seen = new HashSet<>();
        for (int row = 0; row < duplicates.length; row++) {
            duplicates[row] = !seen.add(block.hasIds() ? (Object) block.id(row) : values(block, row));
        }
        return duplicates;
    }

    private static Object values(Block block, int row) {
        List<Object> values = new ArrayList<>();
        block.numeric().forEach(name -> values.add(block.numbers(name)[row]));
        block.categorical().forEach(name -> values.add(String.valueOf(block.categories(name)[row])));
        if (block.hasTimes()) {
            values.add(block.time(row));
        }
        return values;
    }

    /** Start and end of the longest time without a row. */
    static long[] gap(Block block) {
        long[] times = new long[block.rows()];
        for (int row = 0; row < times.length; row++) {
            times[row] = block.time(row);
        }
        Arrays.sort(times);
        long before = block.from();
        long[] longest = {before, before};
        for (int row = 0; row <= times.length; row++) {
            long now = row == times.length ? block.to() : times[row];
            if (now - before > longest[1] - longest[0]) {
                longest = new long[] {before, now};
            }
            before = Math.max(before, now);
        }
        return longest;
    }
}

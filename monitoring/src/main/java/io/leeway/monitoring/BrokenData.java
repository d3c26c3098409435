package io.leeway.monitoring;

import io.leeway.monitoring.signature.Block;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.signature.SignatureKind;
import io.leeway.monitoring.signature.Signatures;
import io.leeway.monitoring.variation.FeatureColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is broken in a window by what the blocks of the reference differ by.
 *
 * @param signatures what was learnt from the blocks
 * @param rowsOfBlock the median of their rows
 */
record BrokenData(Signatures signatures, int rowsOfBlock) {
    /** What a part of a window always shows, compared with whole blocks. */
    private static final Set<SignatureKind> OF_WHOLE_WINDOWS = Set.of(SignatureKind.VOLUME, SignatureKind.FRESHNESS);

    /**
     * Learns from blocks.
     *
     * @param blocks the oldest first, cut from the time of the newest row backwards
     * @param length of a block; null if blocks have a number of rows
     */
    static BrokenData of(List<BlockRows> blocks, @Nullable Duration length) {
        List<Block> learnt = new ArrayList<>();
        long[] newest = blocks.get(blocks.size() - 1).times();
        for (int i = 0; i < blocks.size(); i++) {
            BlockRows rows = blocks.get(i);
            Block.Builder block = block(rows.columns(), rows.ids(), rows.times());
            if (length != null) {
                Instant end = Instant.ofEpochMilli(newest[newest.length - 1])
                        .minus(length.multipliedBy(blocks.size() - 1L - i));
                block.period(end.minus(length), end);
            }
            learnt.add(block.build());
        }
        int[] sizes = blocks.stream().mapToInt(BlockRows::rows).sorted().toArray();
        return new BrokenData(Signatures.of(learnt), sizes[sizes.length / 2]);
    }

    /**
     * Judges a closed window.
     *
     * @param isFirst whether it is the monitor's first one, which seldom begins with its time
     * @param level the probability of a false finding; {@code NaN} for the default
     */
    List<Finding> find(Window window, WindowData data, boolean isFirst, double level) {
        boolean alone = data.of().isAlone();
        boolean ofTime = window.end() == WindowEnd.TIME && window.endBefore() == WindowEnd.TIME && !isFirst && alone;
        boolean whole = ofTime || window.end() == WindowEnd.ROWS && alone;
        if (!whole && 2 * data.rows() < rowsOfBlock) {
            return List.of();
        }
        Block.Builder block = block(data.columns(), data.ids(), data.times());
        if (ofTime) {
            block.period(Instant.ofEpochMilli(window.startMillis), Instant.ofEpochMilli(window.endMillis));
        }
        Signatures judge = Double.isNaN(level) ? signatures : signatures.withLevel(level);
        return judge.judge(block.build()).stream()
                .filter(finding -> whole || !OF_WHOLE_WINDOWS.contains(finding.kind()))
                .toList();
    }

    /** Rows in the order of their times; without ids or times where there are none. */
    private static Block.Builder block(FeatureColumns columns, long[] ids, long[] times) {
        int[] order = order(columns.rows(), times);
        Block.Builder block = Block.builder(columns.rows());
        columns.numbers()
                .forEach((name, values) -> block.numbers(
                        name,
                        Arrays.stream(order).mapToDouble(row -> values[row]).toArray()));
        columns.categories()
                .forEach((name, values) -> block.categories(
                        name, Arrays.stream(order).mapToObj(row -> values[row]).toArray(String[]::new)));
        if (ids.length > 0) {
            block.ids(Arrays.stream(order).mapToLong(row -> ids[row]).toArray());
        }
        if (times.length > 0) {
            block.times(Arrays.stream(order).mapToLong(row -> times[row]).toArray());
        }
        return block;
    }

    private static int[] order(int rows, long[] times) {
        IntStream all = IntStream.range(0, rows);
        return times.length == 0
                ? all.toArray()
                : all.boxed()
                        .sorted(Comparator.comparingLong(row -> times[row]))
                        .mapToInt(row -> row)
                        .toArray();
    }
}

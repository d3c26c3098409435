package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Rows of a sample that belong together, such as those of one day.
 *
 * @param rows the rows of each block
 */
record Blocks(List<int[]> rows) {

    /** Each row is a block. */
    static Blocks ofRows(int[] rows) {
        return new Blocks(Arrays.stream(rows).mapToObj(row -> new int[] {row}).toList());
    }

    /** Rows are in the block that a column names. */
    static Blocks of(String sample, Columns columns, String name, int[] rows) {
        return new Blocks(byName(sample, columns, name, rows).values().stream()
                .map(block -> block.stream().mapToInt(Integer::intValue).toArray())
                .toList());
    }

    /** Refuses a block that has rows in both samples. */
    static void requireDistinct(Columns reference, Columns current, String name) {
        Map<Object, List<Integer>> both = byName("reference", reference, name, all(reference));
        both.keySet().retainAll(byName("current", current, name, all(current)).keySet());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "the block " + both.keySet().iterator().next() + " of column \"" + name
                            + "\" has rows in the reference and in the current rows: a block belongs to one of them");
        }
    }

    private static int[] all(Columns columns) {
        return java.util.stream.IntStream.range(0, columns.rows()).toArray();
    }

    private static Map<Object, List<Integer>> byName(String sample, Columns columns, String name, int[] rows) {
        boolean numeric = columns.type(name) == FeatureType.NUMERIC;
        Map<Object, List<Integer>> blocks = new LinkedHashMap<>();
        for (int row : rows) {
            boolean missing = numeric ? Double.isNaN(columns.numbers(name)[row]) : columns.codes(name)[row] < 0;
            if (missing) {
                throw new IllegalArgumentException(
                        "row " + row + " of the " + sample + " has no block in column \"" + name + "\"");
            }
            Object block = numeric
                    ? (Object) columns.numbers(name)[row]
                    : columns.categories(name).get(columns.codes(name)[row]);
            blocks.computeIfAbsent(block, key -> new ArrayList<>()).add(row);
        }
        return blocks;
    }

    int size() {
        return rows.size();
    }

    /** Deals the blocks in random order to so many folds. */
    List<Blocks> folds(int count, SplittableRandom random) {
        int[] order = Draws.shuffled(rows.size(), random);
        List<List<int[]>> folds = new ArrayList<>(Collections.nCopies(count, List.of()));
        folds.replaceAll(empty -> new ArrayList<>());
        for (int i = 0; i < order.length; i++) {
            folds.get(i % count).add(rows.get(order[i]));
        }
        return folds.stream().map(Blocks::new).toList();
    }
}
